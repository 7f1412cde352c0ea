import type { Ask } from "../aws/asks-of.ts";
import { describeStart } from "../aws/describe-start.ts";
import { vssInstancesTable } from "../aws/tables/vss-instances-table.ts";
import type { Lock } from "../model.ts";
import { columns } from "../words/columns.ts";
import { leftOutRows } from "../words/left-out-rows.ts";
import { spanText } from "../words/span-text.ts";
import { tagsText } from "../words/tags-text.ts";
import { daysText, minutesText } from "../words/units-text.ts";
import type { AccountExplanation, PlaceExplanation, PlanExplanation, RuleExplanation } from "./account-explanation.ts";
import type { Disaster, Lost } from "./lost-at-worst.ts";

/** The explanation for a person, as lines. All times are UTC. */
export function explanationLines({ account, central, plans, asks, leftOut }: AccountExplanation): readonly string[] {
  const { name, accountId, owner, state } = account;
  const head = `${name} · ${accountId} · ${account.class} · ${owner} · copies go to ${central.vault} in ${central.accountId}, ${central.regions.join(", ")}`;
  if (state === "retired") {
    return [head, "", "retired: nothing is backed up any more; what was backed up stays until it expires"];
  }
  const out = leftOut.length === 0 ? [] : ["", "left out on purpose", ...leftOutRows(leftOut).map((row) => `  ${row}`)];
  if (plans.length === 0) return [head, "", "nothing of what was asked for is backed up here", ...out];
  return [head, ...plans.flatMap((plan) => ["", ...planLines(plan)]), ...askLines(asks), ...out];
}

function askLines(asks: readonly Ask[]): readonly string[] {
  if (asks.length === 0) return [];
  const rows = asks.map(({ type, says, what }) => [type, says, what]);
  return ["", "what AWS Backup needs of such resources, and leaves out", ...columns(rows).map((line) => `  ${line}`)];
}

function planLines(explanation: PlanExplanation): readonly string[] {
  const { plan, region, promise, selection, kinds, notOffered, windowsVss, rules, lost } = explanation;
  const isolated = promise.isolatedRpoMinutes === null ? "none" : minutesText(promise.isolatedRpoMinutes);
  const values = selection.tagValues.join(", ");
  const which = selection.kind === "tagged" ? "tagged" : "not tagged";
  return [
    `${plan} in ${region}: promises RPO ${minutesText(promise.rpoMinutes)}, isolated RPO ${isolated}, RTO ${minutesText(promise.rtoMinutes)}`,
    `  backs up what is ${which} ${selection.tagKey} = ${values}: ${kinds.join(", ")}`,
    ...(windowsVss ? [`  ${vssText}`] : []),
    ...(notOffered.length > 0 ? [`  AWS Backup does not offer in ${region}: ${notOffered.join(", ")}`] : []),
    ...rules.flatMap(ruleLines),
    ...disasters.flatMap((disaster) => lostLines(disaster, region, lost)),
    ...conditionLines(explanation),
  ];
}

/** What has to be so in the account, of which config says nothing or believes it. */
function conditionLines({ continuous, ownWindows }: PlanExplanation): readonly string[] {
  const points = continuous.map(({ kind, restsOn }) => [kind, restsOn.join("; ")]);
  return [
    ...(points.length === 0
      ? []
      : [
          "  any moment counts while the continuous recovery point is AVAILABLE; without one of these AWS stops it or takes a snapshot, and jobs complete",
          ...columns(points).map((line) => `    ${line}`),
        ]),
    ...(ownWindows === null
      ? []
      : [`  believed of the resources: their own backup and maintenance windows lie in ${spanText(ownWindows)} UTC`]),
  ];
}

const vssText = `Windows on EC2 is backed up through VSS; where that fails, and on ${vssInstancesTable.rows.map(({ instanceType }) => instanceType).join(", ")}, AWS makes an ordinary backup and calls it COMPLETED`;

function ruleLines(explained: RuleExplanation) {
  const { rule, schedule, startMinute, startsByMinute, places, localOnlyReason, recoveryPointTags } = explained;
  const next =
    startMinute === null || startsByMinute === null
      ? "never starts again"
      : `next ${describeStart(startMinute)}, started by ${describeStart(startsByMinute)}`;
  return [
    `  rule ${rule}, ${schedule}: ${next}${localOnlyReason ? `; no copies: ${localOnlyReason}` : ""}`,
    ...(recoveryPointTags.length > 0 ? [`    tagged ${tagsText(recoveryPointTags)}`] : []),
    ...columns(places.map(placeRow)).map((line) => `    ${line}`),
  ];
}

function placeRow(place: PlaceExplanation) {
  const { accountId, region, vault, lock, lifecycle, coldKinds, usableByMinute, expiresMinute } = place;
  const cold =
    lifecycle.coldAfterDays === null || coldKinds.length === 0
      ? ""
      : `, cold after ${daysText(lifecycle.coldAfterDays)}: ${coldKinds.join(", ")}`;
  return [
    `${vault} in ${accountId}, ${region}`,
    usableByMinute === null ? "" : `there by ${describeStart(usableByMinute)}`,
    expiresMinute === null
      ? ""
      : `until ${describeStart(expiresMinute)} (${daysText(lifecycle.deleteAfterDays)}${cold})`,
    lockText(lock),
  ];
}

function lockText(lock: Lock | null): string {
  if (lock === null) return "not locked";
  return lock.mode === "compliance" && lock.armedOn !== null ? "compliance lock" : "governance lock";
}

const disasters: readonly Disaster[] = ["resource", "account", "Region"];

function lostLines(disaster: Disaster, region: string, lost: readonly Lost[]): readonly string[] {
  const groups = lost.filter((one) => one.disaster === disaster);
  const most = Math.max(...groups.map(({ kinds }) => kinds.length));
  // the longest list of kinds is the ordinary case and says less than the exceptions
  const ordinary = groups.find(({ kinds }) => kinds.length === most);
  const ofWhat = (group: Lost) => {
    if (groups.length === 1) return "all of it";
    return group === ordinary && most > 3 ? "all else" : group.kinds.join(", ");
  };
  const byLoss = [...groups].sort((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0));
  const sorted = most > 3 ? [...byLoss.filter((one) => one !== ordinary), ...(ordinary ? [ordinary] : [])] : byLoss;
  return [
    `  lost at worst with the ${disaster === "Region" ? `Region ${region}` : disaster}`,
    ...columns(sorted.map((group) => lostRow(group, ofWhat(group)))).map((line) => `    ${line}`),
  ];
}

function lostRow({ minutes, worst, restoredFrom, reason }: Lost, ofWhat: string): readonly string[] {
  if (minutes === null || restoredFrom === null) return ["everything", `of ${ofWhat}`, reason];
  const { where, region, continuousDays } = restoredFrom;
  const from = `from ${where === "local" ? "the local vault" : "central"} in ${region}`;
  if (continuousDays !== null) {
    return [minutesText(minutes), `of ${ofWhat}`, `${from}, any moment of the last ${daysText(continuousDays)}`];
  }
  const moment = worst
    ? `; worst at ${describeStart(worst.minute)}, with data of ${describeStart(worst.dataOfMinute)}`
    : "";
  return [minutesText(minutes), `of ${ofWhat}`, from + moment];
}
