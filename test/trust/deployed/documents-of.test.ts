import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/delivery/stack/canonical-json.ts";
import { deployDirectly } from "../../emulator/deploy/deploy-directly.ts";
import type { DeployedDocument } from "../../emulator/deploy/deployed-document.ts";
import { documentsOf, type HeldDocument } from "../../emulator/deploy/documents-of.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { judge } from "../organization/judge.ts";
import { example } from "../organization/organization.ts";

const { estate } = example;
const cloud = await deployDirectly(estate, { judge });
const held = await documentsOf(cloud);

/** Kinds that the cloud has a place for. */
const kinds = [
  "delegation policy",
  "inline policy",
  "key policy",
  "managed policy",
  "service control policy",
  "trust",
  "vault policy",
];

test("the documents in the cloud are those that are synthesized", () => {
  const byAlias = (text: string) =>
    cloud.kms.all().reduce((changed, { arn, aliases: [alias = ""] }) => {
      return changed.replaceAll(`${arn}"`, `${arn.replace(/:key\/.*$/, `:${alias}`)}"`);
    }, text);
  const line = (one: { kind: string; accountId: string; region: string; of: string }, text: string) =>
    [one.kind, one.accountId, one.region, one.of, text].join(" | ");
  const written = example.written
    .filter(({ kind }) => kinds.includes(kind))
    .map((one) => line(one, byAlias(canonicalJson(one.document))));
  // who was there before
  const isSeeded = ({ of, accountId }: HeldDocument) =>
    of === "Administrator" || of.startsWith("AWSReservedSSO_") || (of.startsWith("custodian-") && accountId !== "");
  const found = held.filter((one) => kinds.includes(one.kind) && !isSeeded(one)).map((one) => line(one, one.text));

  expect(found.sort()).toEqual(written.sort());
  expect(new Set(found.map((one) => one.split(" | ")[0]))).toEqual(new Set(kinds));
});

test("a backup policy is there with each of its targets", () => {
  const targets = held.filter(({ kind, of }) => kind === "policy targets" && of !== "lockstep-guardrails");
  const policies = held.filter(({ kind }) => kind === "backup policy");
  const synthesized = example.resources.filter(
    ({ type, body }) => type === "aws_organizations_policy" && body.type === "BACKUP_POLICY",
  );

  expect(policies.map(({ of, text }) => [of, text]).sort()).toEqual(
    synthesized.map(({ body }) => [body.name, canonicalJson(JSON.parse(String(body.content)))]).sort(),
  );
  expect(targets.map(({ of }) => of).sort()).toEqual(policies.map(({ of }) => of).sort());
  expect(targets.every(({ text }) => JSON.parse(text).length > 0)).toBe(true);
});

test("no id of a key is left in them, and what is of AWS is left out", () => {
  const text = JSON.stringify(held);
  const ids = cloud.kms.all().map(({ arn }) => arn);

  expect(ids.filter((arn) => text.includes(arn))).toEqual([]);
  expect(held.filter(({ of }) => /AWSServiceRoleForBackup|FullAWSAccess|AWSBackupServiceRole/.test(of))).toEqual([]);
});

test("two deployments of the same estate hold the same", async () => {
  expect(await documentsOf(await deployDirectly(estate, { judge }))).toEqual(held);
});

test("mutating reaches every document, and the cloud holds what came of it", async () => {
  const seen = new Set<string>();
  const named = (document: Document): Document => ({ ...document, Id: "mutated" }) as Document;
  const mutated = await deployDirectly(estate, {
    judge,
    mutate: (written: DeployedDocument) => {
      seen.add(written.kind);
      if (written.kind !== "backup policy") return named(written.document);
      return JSON.parse(JSON.stringify(written.document).replaceAll("cron(0 3 ? * * *)", "cron(0 4 ? * * *)"));
    },
  });

  const differing = (await documentsOf(mutated)).filter(
    ({ text }) => text.includes('"Id":"mutated"') || text.includes("cron(0 4 ? * * *)"),
  );
  const isWritten = ({ kind, of }: HeldDocument) =>
    kinds.includes(kind) && !/^(Administrator|AWSReservedSSO_.*|custodian-\d)$/.test(of);
  const backupPolicies = held.filter(
    ({ kind, text }) => kind === "backup policy" && text.includes("cron(0 3 ? * * *)"),
  );

  expect([...seen].sort()).toEqual(["backup policy", ...kinds]);
  expect(differing.length).toBe(held.filter(isWritten).length + backupPolicies.length);
  expect(backupPolicies.length).toBeGreaterThan(0);
});
