import { expect, test } from "vitest";
import { sourceKeys } from "../../src/checks/source-keys.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const keysSaid = saidBy(sourceKeys);

const exampleTypes = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const optedIn = (types: string) => edit(exampleTypes, `types: [${types}]`);
const found = (changes: Changes = {}) => findingLines(keysSaid(estateOf(configWith(changes))));
const unsaid = (account: string, types: string, cls: string) =>
  `warning source-keys accounts/${account}.yaml account: got no sourceKeys for ${types}, whose backups use the resource's own key; under an AWS managed key (aws/ebs, aws/rds, …) none can ever be copied to central ${cls}; use customer keys with the policy that explain ${account} prints, then write sourceKeys: customer`;

test("of the example's accounts, sandbox alone says nothing of its keys; a retired one need not", () => {
  expect(found()).toEqual([unsaid("sandbox", "Aurora, DocumentDB, EBS, EC2, FSx, RDS", "nonprod")]);
});

test.each([
  ["DynamoDB, EFS, S3", []],
  ["DynamoDB, EBS, EFS, S3", [unsaid("sandbox", "EBS", "nonprod")]],
  ["CloudFormation, DSQL, DynamoDB, EFS, EKS, S3, SAP HANA on Amazon EC2, Timestream, VirtualMachine", []],
  ["Redshift, S3", []],
  ["Neptune, S3, Storage Gateway", [unsaid("sandbox", "Neptune, Storage Gateway", "nonprod")]],
])("only what is copied and does not use the vault's key counts: %s", (types, expected) => {
  expect(found({ "organization.yaml": optedIn(types) })).toEqual(expected);
});

test("customer keys are said once, and an account with several plans is told once", () => {
  const saysNothing = edit("sourceKeys: customer\n", "");
  const lines = found({
    "accounts/sandbox.yaml": (text) => `${text}sourceKeys: customer\n`,
    "accounts/storefront-prod.yaml": saysNothing,
  });

  expect(lines).toEqual([unsaid("storefront-prod", "Aurora, DocumentDB, EBS, EC2, FSx, RDS", "prod")]);
});

test("a plan that copies nothing needs no customer keys", () => {
  const text = `promise: { rpo: 36h, rto: 1d }
select: { tag: { backup-plan: bronze } }
rules:
  nightly: { schedule: cron(0 3 ? * * *), keep: { local: 7d }, localOnly: build caches that are made anew }
`;

  expect(found({ "plans/bronze.yaml": text })).toEqual([]);
});
