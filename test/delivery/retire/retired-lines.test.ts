import { expect, test } from "vitest";
import { resourceTypes } from "../../../src/delivery/resources/resource-types.ts";
import { retiredLines } from "../../../src/delivery/retire/retired-lines.ts";

const linesOf = (...resources: readonly string[]) => retiredLines(tombstoneOf(resources), null);
const tombstoneOf = (resources: readonly string[]) =>
  ({ stack: "app-a", accountId: "555555555501", resources }) as Parameters<typeof retiredLines>[0];

const roles =
  "  roles whose names contain AWSBackup: keep them until the last recovery point is gone; AWS Backup needs them to let backups expire";
const vaults =
  "  vaults: backups in them expire by their own retention; a vault may be deleted once it is empty and unlocked, a compliance lock never goes";
const keys =
  "  keys: schedule their deletion only after the last vault and the last copy encrypted with them are gone; without its key a backup is lost";
const rules = "  event rules: they go on forwarding failed jobs; delete them last";

/** What is said of a type that stays; nothing of most. */
const saidOf: Readonly<Record<string, string>> = {
  aws_iam_role: roles,
  aws_backup_vault: vaults,
  aws_backup_logically_air_gapped_vault: vaults,
  aws_kms_key: keys,
  aws_cloudwatch_event_rule: rules,
};

test.each(Object.keys(resourceTypes))("of %s that stays, it is said what a person may do with it later", (type) => {
  const advice = Object.hasOwn(saidOf, type) ? ["later, by a person in the account:", saidOf[type]] : [];

  expect(linesOf(`${type}.it`)).toEqual([
    "app-a: Terraform has let go of 1 resource in account 555555555501; nothing in AWS was changed",
    "these stay there, and nobody plans them any more:",
    `  ${type}.it`,
    "now: the account's file may be removed, by a pull request; the central account then takes in no more of its copies",
    ...advice,
  ]);
});

test("advice is given once, in the order in which it can be followed, whatever the order of what stays", () => {
  const lines = linesOf(
    "aws_cloudwatch_event_rule.a",
    "aws_kms_key.a",
    "aws_kms_key.b",
    "aws_backup_vault.a",
    "aws_iam_role.a",
  );

  expect(lines.slice(-5)).toEqual(["later, by a person in the account:", roles, vaults, keys, rules]);
});

const reopened =
  "within 90 days AWS Support reopens it, with all that it held; after that AWS deletes all of this, local backups included";

test.each([
  ["CLOSED", `the account is closed, says AWS Organizations: ${reopened}`, []],
  ["PENDING_CLOSURE", `the account is being closed, says AWS Organizations: ${reopened}`, []],
  [
    "SUSPENDED",
    "the account is suspended, says AWS Organizations: all of this stays, out of everybody's reach, until AWS lifts that or closes the account",
    ["later, by a person in the account:", vaults],
  ],
  [
    "MISSING",
    "AWS Organizations lists no such account: closed more than 90 days ago, it is gone with all of this, local backups included; if it has left the organization, all of this is still there",
    ["later, by a person in the account:", vaults],
  ],
] as const)(
  "of an account that is %s it is said what becomes of its backups and their copies",
  (closure, said, advice) => {
    expect(retiredLines(tombstoneOf(["aws_backup_vault.a"]), closure)).toEqual([
      "app-a: Terraform has let go of 1 resource in account 555555555501; nothing in AWS was changed",
      said,
      "  aws_backup_vault.a",
      "its copies in the central account stay until they expire; the account's file may be removed, by a pull request, once the last one has",
      ...advice,
    ]);
  },
);
