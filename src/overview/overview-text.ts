import { leftOutRows } from "../words/left-out-rows.ts";
import { tagsText } from "../words/tags-text.ts";
import { daysText, minutesText } from "../words/units-text.ts";
import type { ClassOverview, LockOverview, LossOverview, Overview, PlanOverview, ProvenOverview } from "./overview.ts";

/** The overview for a person, as lines. */
export function overviewLines(overview: Overview): readonly string[] {
  const { name, organization, shared, classes, plans, leftOut } = overview;
  return [
    `${name} · organization ${organization} · shared resources ${shared.account} in ${shared.region}`,
    "",
    ...classLines("Production", "central prod", classes.prod),
    "",
    ...classLines("Everything else", "central non-prod", classes.nonprod),
    "",
    "Plans",
    ...plans.flatMap(planLines),
    ...(leftOut.length === 0 ? [] : ["", "Left out on purpose", ...leftOutRows(leftOut).map((row) => `  ${row}`)]),
  ];
}

function classLines(
  title: string,
  centralName: string,
  { central, units, accounts }: ClassOverview,
): readonly string[] {
  const rows = accounts.map(({ name, account, unit, regions, plans, lock, state }) => [
    name,
    account,
    unit ?? "-",
    regions.join(" "),
    state === "retired" ? "retired, backups kept" : plans.join(" "),
    lock ? lockText(lock) : "-",
  ]);
  return [
    `${title} → ${centralName} ${central.account}: vault ${central.vault} in ${central.regions.join(", ")}`,
    `  lock: ${lockText(central.lock)}`,
    ...units.map((unit) => `  unit ${unit.name} (${unit.ou}): ${unit.plans.join(" ") || "no plans of its own"}`),
    ...table([["account", "id", "unit", "Regions", "plans", "local lock"], ...rows]).map((line) => `  ${line}`),
  ];
}

function lockText({ deployed, asked, armedOn, coolingOffDays, finalSince, minDays, maxDays }: LockOverview): string {
  const bounds = `${daysText(minDays)} to ${daysText(maxDays)}`;
  if (deployed === "compliance") {
    if (finalSince !== null) return `compliance, ${bounds}, armed ${armedOn}: final since ${finalSince}`;
    return `compliance, ${bounds}, armed ${armedOn}: final ${coolingOffDays}d after deployment, then nobody can remove it`;
  }
  return asked === "compliance"
    ? `governance, ${bounds} (compliance asked for but not armed: add arm: <date>)`
    : `governance, ${bounds}`;
}

function planLines({
  name,
  rpoMinutes,
  isolatedRpoMinutes,
  rtoMinutes,
  proven,
  selection,
  windowsVss,
  rules,
  targets,
}: PlanOverview) {
  const isolated = isolatedRpoMinutes === null ? "no isolated copy" : `isolated RPO ${minutesText(isolatedRpoMinutes)}`;
  const values = selection.tagValues.join(", ");
  const what =
    selection.kind === "tagged"
      ? `what is tagged ${selection.tagKey} = ${values}`
      : `everything but what is tagged ${selection.tagKey} = ${values}`;
  const types = selection.types.length > 0 ? `, only ${selection.types.join(", ")}` : "";
  const rows = rules.map((rule) => [
    rule.name,
    rule.schedule,
    `local ${lifecycleText(rule.local)}${rule.continuous ? " continuous" : ""}`,
    rule.copies.kind === "central"
      ? `central ${lifecycleText(rule.copies.home)}, further Regions ${lifecycleText(rule.copies.further)}`
      : `no copy: ${rule.copies.reason}`,
  ]);
  return [
    `  ${name}: RPO ${minutesText(rpoMinutes)}, ${isolated}, RTO ${minutesText(rtoMinutes)}`,
    ...provenLines(proven).map((line) => `    ${line}`),
    `    protects ${what}${types}`,
    `    in ${targets.join(", ") || "no account"}`,
    ...(windowsVss ? ["    Windows on EC2 through VSS, where it does not fail"] : []),
    ...table(rows).map((line) => `    ${line}`),
    ...rules.flatMap(({ name: rule, recoveryPointTags: tags }) =>
      tags.length === 0 ? [] : [`    ${rule} tags recovery points ${tagsText(tags)}`],
    ),
  ];
}

/** What is proven, with the worst moment: a promise is only as good as that. */
function provenLines({ local, continuous, isolated, isolatedFurther }: ProvenOverview): readonly string[] {
  const byBackups = local ? [lossText(local)] : [];
  const byContinuous = continuous.map(({ rpoMinutes, types }) => `${minutesText(rpoMinutes)} for ${listText(types)}`);
  const how = byContinuous.length > 0 ? " by continuous backup" : "";
  const isSame = JSON.stringify(isolatedFurther) === JSON.stringify(isolated);
  return [
    `proven: ${[...byBackups, ...byContinuous].join(", ")}${how}`,
    ...(isolated ? [`proven isolated: ${lossText(isolated)}`] : []),
    ...(isolatedFurther && !isSame ? [`proven isolated, further Regions: ${lossText(isolatedFurther)}`] : []),
  ];
}

function lossText({ rpoMinutes, gap }: LossOverview): string {
  if (rpoMinutes === null || gap === null) return "nothing";
  const { from, fromRule, to, toRule, available } = gap;
  const rules = fromRule === toRule ? fromRule : `${fromRule}, then ${toRule}`;
  return `${minutesText(rpoMinutes)} (from ${from} to ${to}, there by ${available}: ${rules})`;
}

const listText = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const lifecycleText = ({ deleteAfterDays, coldAfterDays }: { deleteAfterDays: number; coldAfterDays: number | null }) =>
  daysText(deleteAfterDays) + (coldAfterDays === null ? "" : ` (cold after ${daysText(coldAfterDays)})`);

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.flatMap((row) => row[column]?.length ?? [])));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
