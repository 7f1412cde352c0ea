import type { EffectiveObject } from "../aws/policy/effective-policy.ts";
import { lifecycleDays } from "../aws/policy/lifecycle-days.ts";
import type { LifecycleView, PlanView, RuleView, SelectionView } from "../aws/policy/policy-view.ts";
import { readPolicyView } from "../aws/policy/read-policy-view.ts";
import { type Setting, type TextList, valueIn, valuesIn } from "../aws/policy/setting.ts";
import type { AppAccount } from "../model.ts";
import { columns } from "../words/columns.ts";
import { daysText, minutesText } from "../words/units-text.ts";

/** What AWS runs in an account, for a person, as lines; the account's id stands where the policy says `$account`. */
export function effectivePolicyLines(account: AppAccount, effective: EffectiveObject): readonly string[] {
  const { plans } = readPolicyView(effective);
  const who = `${account.name} · ${account.accountId} · ${account.class}`;
  if (account.state === "retired") return [`${who} · retired: no backup policy reaches it, nothing runs there`];
  return [who, ...plans.flatMap((plan) => ["", ...planLines(plan)])].map((line) =>
    line.replaceAll("$account", account.accountId),
  );
}

function planLines({ name, regions, rules, selections, windowsVss }: PlanView): readonly string[] {
  const header = ["rule", "schedule (UTC)", "starts within", "completes within", "vault", "kept"];
  return [
    `${name} in ${listText(regions)}`,
    ...columns([header, ...rules.flatMap(ruleRows)]).map((line) => `  ${line}`),
    ...rules.flatMap(tagLines),
    ...(valueIn(windowsVss) === null ? [] : [`  Windows VSS for EC2: ${text(windowsVss)}`]),
    ...selections.flatMap(selectionLines),
  ];
}

const ruleRows = (rule: RuleView): readonly (readonly string[])[] => [
  [
    rule.name,
    text(rule.schedule),
    text(rule.startWithinMinutes, minutesText),
    text(rule.completeWithinMinutes, minutesText),
    text(rule.vault),
    lifecycleText(rule.lifecycle) + (valueIn(rule.continuous) ? ", continuous" : ""),
  ],
  ...rule.copies.map(({ target, lifecycle }) => ["  copy", "", "", "", text(target), lifecycleText(lifecycle)]),
];

const tagLines = ({ name, recoveryPointTags }: RuleView): readonly string[] =>
  recoveryPointTags.length === 0
    ? []
    : [`  tags of ${name}: ${recoveryPointTags.map(({ key, value }) => `${text(key)} = ${text(value)}`).join(", ")}`];

function lifecycleText(lifecycle: LifecycleView): string {
  const { deleteAfterDays, coldAfterDays } = lifecycleDays(lifecycle);
  const kept = deleteAfterDays === null ? "for ever" : daysText(deleteAfterDays);
  if (coldAfterDays === null) return kept;
  return `${kept}, cold after ${daysText(coldAfterDays)}${valueIn(lifecycle.archive) ? ", EBS archived too" : ""}`;
}

function selectionLines({ name, role, tagKey, tagValues, types, notTypes, conditions }: SelectionView) {
  const tag = valueIn(tagKey);
  return [
    `  selection ${name}: ${tag === null ? listText(types) : `tag ${tag} = ${listText(tagValues)}`}`,
    ...(notTypes === null ? [] : [`    but not ${listText(notTypes)}`]),
    ...conditions.map(({ operator, key, value }) => `    where ${operator} ${text(key)} ${text(value)}`),
    `    as ${text(role)}`,
  ];
}

const listText = (list: TextList | null) => valuesIn(list).join(", ");

/** A cell: empty where nothing is said. */
function text<T extends string | number>(setting: Setting<T>, toText: (value: T) => string = String): string {
  const value = valueIn(setting);
  return value === null ? "" : toText(value);
}
