import type { ClassOverview, LockOverview, Overview, PlanOverview } from "./overview.ts";
import { daysText, minutesText } from "./units-text.ts";

/** The overview for a person, as lines. */
export function overviewLines(overview: Overview): readonly string[] {
  const { name, organization, shared, classes, plans } = overview;
  return [
    `${name} · organization ${organization} · shared resources ${shared.account} in ${shared.region}`,
    "",
    ...classLines("Production", "central prod", classes.prod),
    "",
    ...classLines("Everything else", "central non-prod", classes.nonprod),
    "",
    "Plans",
    ...plans.flatMap(planLines),
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

function lockText({ deployed, asked, armedOn, coolingOffDays, minDays, maxDays }: LockOverview): string {
  const bounds = `${daysText(minDays)} to ${daysText(maxDays)}`;
  if (deployed === "compliance") {
    return `compliance, ${bounds}, armed ${armedOn}: final ${coolingOffDays}d after deployment, then nobody can remove it`;
  }
  return asked === "compliance"
    ? `governance, ${bounds} (compliance asked for but not armed: add arm: <date>)`
    : `governance, ${bounds}`;
}

function planLines({ name, rpoMinutes, isolatedRpoMinutes, rtoMinutes, selection, rules, targets }: PlanOverview) {
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
    `    protects ${what}${types}`,
    `    in ${targets.join(", ") || "no account"}`,
    ...table(rows).map((line) => `    ${line}`),
  ];
}

const lifecycleText = ({ deleteAfterDays, coldAfterDays }: { deleteAfterDays: number; coldAfterDays: number | null }) =>
  daysText(deleteAfterDays) + (coldAfterDays === null ? "" : ` (cold after ${daysText(coldAfterDays)})`);

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
