import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ResourceType } from "../../../src/delivery/resources/resource-type.ts";
import { resourceType, resourceTypes } from "../../../src/delivery/resources/resource-types.ts";
import { importId } from "../../../src/delivery/takeover/import-id.ts";
import { stacksOf } from "../../support/stacks.ts";
import { providerArguments } from "./support/provider-type.ts";
import { widestEstate } from "./support/widest-estate.ts";

const rows = Object.entries(resourceTypes);
const typesWith = (is: (row: ResourceType) => boolean) =>
  rows
    .filter(([, row]) => is(row))
    .map(([type]) => type)
    .sort();

interface Resource {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly lifecycle?: Readonly<Record<string, unknown>> };
}
const resources: readonly Resource[] = [...stacksOf(widestEstate()).values()].flatMap(({ resource }) =>
  Object.entries(resource).flatMap(([type, named]) => Object.values(named).map((body) => ({ type, body }))),
);
const typesOf = (of: readonly { readonly type: string }[]) => [...new Set(of.map(({ type }) => type))].sort();

test("every type that stacks hold has a row, and every row is held by a stack or says why it is by none", () => {
  expect(typesOf(resources)).toEqual(typesWith(({ notInStacks }) => notInStacks === undefined));
});

test("every type that a stack is expected to hold has a row of what stacks may hold", () => {
  const folder = "src/delivery/guard/expected/data";
  const expected = readdirSync(folder).flatMap((file) => {
    const { resources } = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as { resources: readonly Resource[] };
    return resources.map(({ type }) => type);
  });

  expect(expected.length).toBeGreaterThan(100);
  expect(expected.filter((type) => resourceType(type)?.notInStacks !== undefined || !resourceType(type))).toEqual([]);
});

test("rows that no stack holds are here because plans of them are judged all the same", () => {
  const why = rows.flatMap(([type, { notInStacks }]) => (notInStacks === undefined ? [] : [[type, notInStacks]]));

  expect(Object.fromEntries(why)).toEqual({
    aws_backup_logically_air_gapped_vault: "no stack makes one yet; who does first decides who may copy into it",
    aws_kms_key_policy: "a key's policy stands in the key: one beside it would undo it at the next apply",
  });
});

test("what no row is of is not known, whatever it is called", () => {
  for (const type of ["aws_lambda_function", "constructor", "__proto__", ""])
    expect(resourceType(type)).toBe(undefined);
});

test("Terraform refuses to destroy what a row says it must, in every stack that has it", () => {
  const kept = resources.filter(({ body }) => body.lifecycle?.["prevent_destroy"] === true);
  const inStacks = typesWith(({ preventDestroy, notInStacks }) => preventDestroy && notInStacks === undefined);

  expect(typesOf(kept)).toEqual(inStacks);
  expect(resources.filter((one) => inStacks.includes(one.type) && !kept.includes(one))).toEqual([]);
});

test("whatever a row lets a stack leave as it is found, some stack does", () => {
  const leaving = resources.filter(({ body }) => body.lifecycle?.["ignore_changes"] !== undefined);

  expect(typesOf(leaving)).toEqual(typesWith(({ mayIgnore }) => mayIgnore !== undefined));
});

test("no two types are called the same, and several are not called like one", () => {
  const nouns = rows.flatMap(([, { noun }]) => noun ?? []);

  expect(nouns.length).toBeGreaterThan(40);
  expect(new Set(nouns).size).toBe(nouns.length);
});

describe.each(rows)("the provider's %s", (type, row) => {
  const known = providerArguments(type);

  test("has every argument that the row names", () => {
    const named = [
      ...(row.document ? [row.document.attribute] : []),
      ...(row.oneEach ? [row.oneEach.attribute] : []),
      ...(row.settings ?? []).map(({ attribute }) => attribute),
      ...(row.notExpected ?? []),
      ...Object.keys(row.words ?? {}),
    ];

    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test("takes tags if, and only if, the row says so", () => {
    expect(row.isTagged).toBe(known.has("tags"));
  });

  test("has no policy that the row does not name", () => {
    // theirs is a resource of its own; within, it is an argument that no stack is expected to have
    const apart = ["aws_s3_bucket", "aws_sns_topic"].includes(type) ? ["policy"] : [];
    const policies = ["policy", "assume_role_policy"].filter((name) => known.has(name));

    expect(policies.filter((name) => name !== row.document?.attribute)).toEqual(apart);
  });
});

const place = { partition: "aws-us-gov", accountId: "222222222222", region: "us-gov-west-1" };

// the ids are those of each resource's page in the registry, under "Import"
const named = [
  ["aws_backup_logically_air_gapped_vault", { name: "isolated" }, "isolated"],
  ["aws_backup_vault", { name: "lockstep-local" }, "lockstep-local"],
  ["aws_cloudformation_stack_set", { name: "roles", call_as: "DELEGATED_ADMIN" }, "roles,DELEGATED_ADMIN"],
  ["aws_cloudwatch_event_bus", { name: "lockstep-alerts" }, "lockstep-alerts"],
  [
    "aws_iam_openid_connect_provider",
    { url: "https://token.actions.githubusercontent.com" },
    "arn:aws-us-gov:iam::222222222222:oidc-provider/token.actions.githubusercontent.com",
  ],
  ["aws_iam_policy", { name: "ceiling" }, "arn:aws-us-gov:iam::222222222222:policy/ceiling"],
  ["aws_iam_role", { name: "plan" }, "plan"],
  [
    "aws_iam_service_linked_role",
    { aws_service_name: "backup.amazonaws.com" },
    "arn:aws-us-gov:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
  ],
  ["aws_kms_alias", { name: "alias/state" }, "alias/state"],
  [
    "aws_organizations_delegated_administrator",
    { account_id: "222222222222", service_principal: "backup.amazonaws.com" },
    "222222222222/backup.amazonaws.com",
  ],
  [
    "aws_organizations_policy_attachment",
    { policy_id: "p-1234567890", target_id: "ou-ab12-11111111" },
    "ou-ab12-11111111:p-1234567890",
  ],
  ["aws_s3_bucket", { bucket: "state" }, "state"],
  ["aws_sns_topic", { name: "lockstep-alerts" }, "arn:aws-us-gov:sns:us-gov-west-1:222222222222:lockstep-alerts"],
] as const;

describe("what an interrupted apply has made", () => {
  test.each(named)("%s is found again by its id", (type, after, id) => {
    expect(importId(type, after, place)).toBe(id);
  });

  test.each(named)("%s is not looked for while what names it is not known", (type, after) => {
    const partly = Object.keys(after).map((left) => ({ ...after, [left]: undefined }));

    expect(partly.map((less) => importId(type, less, place))).toEqual(partly.map(() => null));
  });

  test("every type that is found by its id has an example of it here", () => {
    expect(typesWith(({ foundAgain }) => foundAgain.by === "id")).toEqual(named.map(([type]) => type));
  });

  test("every resource of the stacks says in full what it is found by", () => {
    const byId = resources.filter(({ type }) => resourceType(type)?.foundAgain.by === "id");

    expect(byId.length).toBeGreaterThan(100);
    expect(byId.filter(({ type, body }) => importId(type, body, place) === null)).toEqual([]);
  });

  test("a lock is put again, but where its stack says that it is final, which AWS refuses to put again", () => {
    const type = "aws_backup_vault_lock_configuration";
    const final = { ...place, ignored: ["changeable_for_days"] };

    expect(importId(type, { backup_vault_name: "lockstep-local" }, place)).toBe(null);
    expect(importId(type, { backup_vault_name: "lockstep-local" }, { ...place, ignored: ["other"] })).toBe(null);
    expect(importId(type, { backup_vault_name: "lockstep-local" }, final)).toBe("lockstep-local");
    expect(importId(type, {}, final)).toBe(null);
    expect(importId("aws_backup_region_settings", { id: "eu-west-2" }, final)).toBe(null);
  });

  test("keys are looked for by their description, organization policies by their name, and neither has an id", () => {
    expect(typesWith(({ foundAgain }) => foundAgain.by === "description")).toEqual(["aws_kms_key"]);
    expect(typesWith(({ foundAgain }) => foundAgain.by === "organization")).toEqual(["aws_organizations_policy"]);
    for (const type of ["aws_kms_key", "aws_organizations_policy"])
      expect(importId(type, { name: "a", description: "a" }, place)).toBe(null);
  });
});
