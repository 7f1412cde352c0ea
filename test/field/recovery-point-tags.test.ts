import { expect, test } from "vitest";
import { effectivePolicies } from "../../src/effective-policy/effective-policies.ts";
import { effectivePolicyLines } from "../../src/effective-policy/effective-policy-text.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { overviewLines } from "../../src/overview/overview-text.ts";
import { configWith, edit, estateOf, problemsOf } from "../support/config.ts";

const gold = "plans/gold.yaml";
const withTags = (ofPlan: string, ofMonthly = "") =>
  configWith({
    [gold]: (text) =>
      `${ofMonthly === "" ? text : edit("    keep: { local: 35d, central: 365d }", `    keep: { local: 35d, central: 365d }\n    recoveryPointTags: { ${ofMonthly} }`)(text)}recoveryPointTags: { ${ofPlan} }\n`,
  });

const tags = (count: number, start = 0) =>
  Array.from({ length: count }, (_, index) => `key-${start + index}: v`).join(", ");

test("recovery points of a rule get the plan's tags and its own, which win", () => {
  const folder = withTags("cost-centre: backups, tier: one", "tier: two");
  const estate = estateOf(folder);
  const account = estate.accounts.find(({ name }) => name === "payments-prod");
  if (!account) throw new Error("no account");

  expect(problemsOf(folder)).toEqual([]);
  const policy = effectivePolicyLines(account, effectivePolicies(estate, account).merged.effective);
  expect(policy.filter((line) => line.includes("tags of"))).toEqual([
    "  tags of four-hourly: cost-centre = backups, tier = one",
    "  tags of monthly: cost-centre = backups, tier = two",
  ]);
  const explained = explanationLines(explainAccount(estate, account, { atMinute: 0, type: "EBS" }));
  expect(explained.filter((line) => line.includes("tagged cost"))).toEqual([
    "    tagged cost-centre = backups, tier = one",
    "    tagged cost-centre = backups, tier = two",
  ]);
  expect(overviewLines(overviewOf(estate)).filter((line) => line.includes("tags recovery"))).toEqual([
    "    four-hourly tags recovery points cost-centre = backups, tier = one",
    "    monthly tags recovery points cost-centre = backups, tier = two",
  ]);
});

const badKey =
  "use a tag key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws: (AWS's own) or lockstep (kept for Lockstep's own)";

test.each([
  ["AWS's own prefix", "aws:backup", `22:22 recoveryPointTags.aws:backup: got "aws:backup"; ${badKey}`],
  [
    "AWS's own prefix in other letters",
    "AWS:backup",
    `22:22 recoveryPointTags.AWS:backup: got "AWS:backup"; ${badKey}`,
  ],
  ["Lockstep's own", "lockstep-plan", `22:22 recoveryPointTags.lockstep-plan: got "lockstep-plan"; ${badKey}`],
  ["a sign that AWS does not take", "a?b", `22:22 recoveryPointTags.a?b: got "a?b"; ${badKey}`],
])("a key with %s is refused", (_, key, said) => {
  expect(problemsOf(withTags(`"${key}": v`))).toEqual([`config/plans/gold.yaml:${said}`]);
});

test("a key and a value of most characters are taken, and one more is not", () => {
  expect(problemsOf(withTags(`${"k".repeat(128)}: ${"v".repeat(256)}`))).toEqual([]);
  expect(problemsOf(withTags(`${"k".repeat(129)}: v`))).toHaveLength(1);
  expect(problemsOf(withTags(`k: ${"v".repeat(257)}`))).toHaveLength(1);
  expect(problemsOf(withTags("k: a*"))).toHaveLength(1);
});

test("of the tags that AWS adds, one is kept for Lockstep's own; the plan's and a rule's count together", () => {
  expect(problemsOf(withTags(tags(9), tags(9)))).toEqual([]);
  expect(problemsOf(withTags(tags(10)))).toEqual([
    "config/plans/gold.yaml:22:20 recoveryPointTags: got 10 tags for its recovery points; AWS adds 10 at most, one of which is kept for Lockstep's own; use at most 9",
  ]);
  expect(problemsOf(withTags(tags(9), "more: v"))).toEqual([
    "config/plans/gold.yaml:19:24 rules.monthly.recoveryPointTags: got 10 tags for its recovery points; AWS adds 10 at most, one of which is kept for Lockstep's own; use at most 9",
  ]);
});

test("keys that a tag policy takes for one are refused, in one place and in two", () => {
  const said =
    "got Tier and tier, which differ in upper and lower case alone; a tag policy takes them for one key; use one of them";

  expect(problemsOf(withTags("Tier: one, tier: two"))).toEqual([
    `config/plans/gold.yaml:22:20 recoveryPointTags: ${said}`,
  ]);
  expect(problemsOf(withTags("Tier: one", "tier: two"))).toEqual([
    `config/plans/gold.yaml:19:24 rules.monthly.recoveryPointTags: ${said}`,
  ]);
});

test("a key that plans select by is refused: what is restored with its tags would fall to another plan", () => {
  expect(problemsOf(withTags("backup-plan: none"))).toEqual([
    "config/plans/gold.yaml:22:20 recoveryPointTags: got backup-plan, by which plan silver selects; use another key",
  ]);
  expect(problemsOf(withTags("tier: one", "Backup-Plan: none"))).toEqual([
    "config/plans/gold.yaml:19:24 rules.monthly.recoveryPointTags: got Backup-Plan, by which plan silver selects; use another key",
  ]);
});
