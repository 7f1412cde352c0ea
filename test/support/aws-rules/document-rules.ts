import { fieldsOf, startsAtAll } from "../../emulator/model/backup/starts.ts";
import { grammarViolations } from "./grammar.ts";
import { type PolicyText, plansIn, type TextPlan, type TextRule } from "./policy-text.ts";
import { type Violation, when } from "./violation.ts";

const today = Math.floor(Date.UTC(2026, 10, 23) / 86_400_000);
const fourYears = 1461;
const ruleName = /^[a-zA-Z0-9\-_.]{1,50}$/;

/** What AWS asks of a backup policy, whatever it is attached to. */
export function documentRules(policy: PolicyText): readonly Violation[] {
  const { name, text, description } = policy;
  const duplicates = text.length - JSON.stringify(JSON.parse(text)).length;
  return [
    // docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    ...when(text.length > 10_000, "document-size", `${name} has ${text.length} characters, above 10,000`),
    ...when(duplicates !== 0, "document-grammar", `${name} has blanks or a key twice`),
    ...when(name.length > 128 || description.length > 512, "names", `${name}: name or description too long`),
    ...grammarViolations(name, text),
    ...plansIn(policy).flatMap(planRules),
  ];
}

function planRules(plan: TextPlan): readonly Violation[] {
  const { name, rules, selections, regions } = plan;
  const kinds = new Set(selections.map(({ kind }) => kind));
  const names = [name, ...rules.map((rule) => rule.name), ...selections.map((selection) => selection.name)];
  return [
    ...when(
      regions.length === 0 || rules.length === 0 || kinds.size !== 1,
      "document-grammar",
      `${name} is incomplete`,
    ),
    ...names.flatMap((each) => when(!ruleName.test(each), "names", `${name}: ${each}`)),
    ...rules.flatMap((rule) => when(rule.name !== rule.name.toLowerCase(), "names", `${name}: ${rule.name}`)),
    // docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
    ...when(rules.length > 10, "quota", `${name} has ${rules.length} rules, above 10`),
    ...when(selections.length > 100, "quota", `${name} has ${selections.length} selections, above 100`),
    ...selections.flatMap((selection) =>
      when(selection.conditions > 30, "quota", `${name}: ${selection.name} has ${selection.conditions} conditions`),
    ),
    ...rules.flatMap((rule) => ruleRules(`${name}: ${rule.name}`, rule)),
  ];
}

function ruleRules(name: string, rule: TextRule): readonly Violation[] {
  const fields = fieldsOf(rule.schedule);
  const { startWindowMinutes: start, completionWindowMinutes: completion } = rule;
  const lifecycles = [rule.lifecycle, ...rule.copies.map(({ lifecycle }) => lifecycle)];
  return [
    ...when(fields === null, "schedule", `${name} has ${rule.schedule}, which AWS cannot read`),
    ...when(
      fields !== null && !startsAtAll(fields, today, fourYears),
      "schedule",
      `${name} has ${rule.schedule}, which does not start`,
    ),
    // docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
    ...when(fields !== null && !/^\d+ /.test(fields), "schedule", `${name} has ${rule.schedule}, finer than hourly`),
    // hashicorp/aws issue 8794; the longest is the API's
    ...when(!isWhole(start, 60, 52_560_000), "windows", `${name} may start within ${start} minutes`),
    ...when(!isWhole(completion, 1, 52_560_000), "windows", `${name} may take ${completion} minutes`),
    ...when(rule.copies.length > 5, "quota", `${name} has ${rule.copies.length} copies, above 5`),
    ...lifecycles.flatMap(({ deleteAfterDays, coldAfterDays }) => [
      ...when(!isWhole(deleteAfterDays, 1, 36_500), "lifecycle", `${name} keeps ${deleteAfterDays} days`),
      ...when(
        coldAfterDays !== null && !(isWhole(coldAfterDays, 1, 36_500) && deleteAfterDays >= coldAfterDays + 90),
        "cold-storage",
        `${name} turns cold after ${coldAfterDays} days and is deleted after ${deleteAfterDays}`,
      ),
    ]),
    ...when(
      rule.continuous && (rule.lifecycle.deleteAfterDays > 35 || rule.lifecycle.coldAfterDays !== null),
      "continuous",
      `${name} is continuous and kept ${rule.lifecycle.deleteAfterDays} days, cold after ${rule.lifecycle.coldAfterDays}`,
    ),
    ...rule.copies.flatMap(({ key, target }) => when(key !== target, "copy-key", `${name} calls ${target} ${key}`)),
  ];
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;
