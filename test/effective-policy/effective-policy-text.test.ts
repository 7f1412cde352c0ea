import { expect, test } from "vitest";
import { effectivePolicies, mergeReaching } from "../../src/effective-policy/effective-policies.ts";
import { effectivePolicyLines } from "../../src/effective-policy/effective-policy-text.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const estate = estateOf(exampleConfig);
function accountNamed(wanted: string) {
  const account = estate.accounts.find(({ name }) => name === wanted);
  if (!account) throw new Error(`no account ${wanted}`);
  return account;
}
const ledger = accountNamed("ledger-prod");

/** What a document of its own comes to, as an account's lines. */
function linesOf(document: object): readonly string[] {
  const [example] = backupPolicies(estate, "prod");
  if (!example) throw new Error("the example has no policy");
  const policy = { ...example, document: JSON.stringify(document) };
  return effectivePolicyLines(ledger, mergeReaching([{ policy, from: { kind: "unit", name: "u" } }]).effective);
}
const assign = (value: string | readonly string[]) => ({ "@@assign": value });
const rule = { schedule_expression: assign("cron(0 5 ? * * *)"), target_backup_vault_name: assign("mine") };

test("a plan has a line a rule and a copy, under its Regions, and its selections after them", () => {
  const lines = effectivePolicyLines(ledger, effectivePolicies(estate, ledger).merged.effective);

  expect(lines).toEqual([
    "ledger-prod · 555555555503 · prod",
    "",
    "lockstep-bronze in eu-west-2",
    "  rule     schedule (UTC)     starts within  completes within  vault                                                                     kept",
    "  nightly  cron(0 3 ? * * *)  2h             8h                lockstep-local                                                            7d",
    "    copy                                                       arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  35d",
    "    copy                                                       arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  35d",
    "  selection everything-except: *",
    "    where string_not_equals aws:ResourceTag/backup-plan gold",
    "    where string_not_equals aws:ResourceTag/backup-plan none",
    "    where string_not_equals aws:ResourceTag/backup-plan silver",
    "    as arn:aws:iam::555555555503:role/lockstep-AWSBackup-backup",
    "",
    "lockstep-silver in eu-west-2",
    "  rule     schedule (UTC)       starts within  completes within  vault                                                                     kept",
    "  nightly  cron(30 1 ? * * *)   1h             6h                lockstep-local                                                            21d",
    "    copy                                                         arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  35d",
    "    copy                                                         arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  35d",
    "  monthly  cron(30 11 1 * ? *)  2h             8h                lockstep-local                                                            35d",
    "    copy                                                         arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  1y, cold after 30d, EBS archived too",
    "    copy                                                         arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  1y, cold after 30d, EBS archived too",
    "  selection tagged: tag backup-plan = silver",
    "    as arn:aws:iam::555555555503:role/lockstep-AWSBackup-backup",
  ]);
});

test("what a policy leaves open is an empty cell, and what it never deletes is kept for ever", () => {
  expect(linesOf({ plans: { p: { regions: assign(["eu-west-2", "eu-west-1"]), rules: { r: rule } } } })).toEqual([
    "ledger-prod · 555555555503 · prod",
    "",
    "p in eu-west-2, eu-west-1",
    "  rule  schedule (UTC)     starts within  completes within  vault  kept",
    "  r     cron(0 5 ? * * *)                                   mine   for ever",
  ]);
});

test("says of a rule whether it is continuous, and whether what turns cold is archived", () => {
  const lifecycle = (cold: string, archive: string) => ({
    delete_after_days: assign("400"),
    move_to_cold_storage_after_days: assign(cold),
    opt_in_to_archive_for_supported_resources: assign(archive),
  });
  const rules = {
    a: { ...rule, enable_continuous_backup: assign("true"), lifecycle: { delete_after_days: assign("35") } },
    b: { ...rule, enable_continuous_backup: assign("false"), lifecycle: lifecycle("30", "false") },
    c: { ...rule, lifecycle: lifecycle("30", "true") },
  };

  const kept = linesOf({ plans: { p: { regions: assign(["eu-west-2"]), rules } } })
    .slice(4)
    .map((line) => line.split("mine   ")[1]);

  expect(kept).toEqual(["35d, continuous", "400d, cold after 30d", "400d, cold after 30d, EBS archived too"]);
});

test("a retired account has nothing but that", () => {
  const legacy = accountNamed("legacy-crm");

  expect(effectivePolicyLines(legacy, effectivePolicies(estate, legacy).merged.effective)).toEqual([
    `${legacy.name} · ${legacy.accountId} · ${legacy.class} · retired: no backup policy reaches it, nothing runs there`,
  ]);
});
