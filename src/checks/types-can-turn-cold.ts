import { parseCron } from "../aws/cron.ts";
import { describeStart } from "../aws/describe-start.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { scheduleGaps } from "../aws/schedule-gaps.ts";
import { type KeptLifecycle, lifecyclesOf } from "../estate/lifecycles-of.ts";
import { kindsOf, reachesOf } from "../estate/reach.ts";
import { type Finding, inPlan, warning } from "../finding.ts";
import type { Estate, Plan, Rule } from "../model.ts";
import { daysText, minutesText } from "../words/units-text.ts";

// docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html, cold storage
const leastWarmDays = 8;
// docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
const leastWarmDaysOfCopies = 3;
// AWS means EBS archive for monthly backups; the shortest month has 28 days
const archiveMinutes = 28 * 24 * 60;
// a check knows no clock: a schedule is judged from the year this was written
const fromYear = 2026;

/** Cold storage that config asks for comes about, and costs no additional full backups. */
export function typesCanTurnCold(estate: Estate): readonly Finding[] {
  const reaches = reachesOf(estate);
  return estate.plans.flatMap((plan) => {
    const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
    // a plan that backs up nothing is warned of as a whole
    if (kinds.length === 0) return [];
    return plan.rules.flatMap((rule) => {
      const cold = lifecyclesOf(rule).filter(({ lifecycle }) => lifecycle.coldAfterDays !== null);
      return [
        ...cold.flatMap((kept) => [...coldIgnored(plan, rule, kept, kinds), ...warmTooShort(plan, rule, kept, kinds)]),
        ...archive(plan, rule, cold, kinds),
      ];
    });
  });
}

function coldIgnored(plan: Plan, rule: Rule, { coldKey, lifecycle }: KeptLifecycle, kinds: readonly ResourceKind[]) {
  const canTurnCold = (type: string) => kinds.some((kind) => kind.type === type && kind.coldStorage !== "no");
  const types = [...new Set(kinds.map(({ type }) => type))];
  const { types: named } = plan.selection;
  // without types a plan reaches whatever there is; that some of it stays warm is ordinary
  const ignoring = named.length > 0 ? types.filter((type) => named.includes(type) && !canTurnCold(type)) : types;
  if (ignoring.length === 0 || (named.length === 0 && types.some(canTurnCold))) return [];
  const days = daysText(lifecycle.coldAfterDays ?? 0);
  const message = `got cold storage after ${days}, which AWS ignores for ${ignoring.join(", ")}, so that they stay warm until they expire; leave out ${coldKey}, or use a plan of their own for them`;
  return [warning("cold-ignored", inPlan(plan.name, "rules", rule.name, "keep", coldKey), message)];
}

function warmTooShort(plan: Plan, rule: Rule, kept: KeptLifecycle, kinds: readonly ResourceKind[]) {
  const { coldKey, isLocal, lifecycle } = kept;
  const { coldAfterDays, archiveEbs } = lifecycle;
  const least = isLocal ? leastWarmDays : leastWarmDaysOfCopies;
  if (coldAfterDays === null || coldAfterDays >= least) return [];
  const incremental = kinds.filter(
    ({ isIncremental, coldStorage }) =>
      isIncremental && (coldStorage === "yes" || (coldStorage === "archive" && archiveEbs)),
  );
  if (incremental.length === 0) return [];
  const names = incremental.map(({ name }) => name).join(", ");
  const why = isLocal
    ? "incremental backups need a warm full one, and AWS takes an extra full backup when that turns cold too soon"
    : "incremental copies build on a warm one, and AWS makes a full copy when that is cold before the next comes";
  const message = `got cold storage after ${daysText(coldAfterDays)} for ${names}; ${why}: use ${least}d or more`;
  return [warning("warm-too-short", inPlan(plan.name, "rules", rule.name, "keep", coldKey), message)];
}

function archive(plan: Plan, rule: Rule, cold: readonly KeptLifecycle[], kinds: readonly ResourceKind[]) {
  const { archiveEbs } = rule.local;
  const reachesArchive = kinds.some(({ coldStorage }) => coldStorage === "archive");
  const at = (key: string) => inPlan(plan.name, "rules", rule.name, "keep", key);

  if (archiveEbs && !reachesArchive) {
    const message = "got true, but the plan reaches no EBS; remove it";
    return [warning("archive-unused", at("archiveEbs"), message)];
  }
  if (archiveEbs && cold.length === 0) {
    const message =
      "got true, but nothing of the rule turns cold; use localColdAfter, centralColdAfter or furtherColdAfter, or remove it";
    return [warning("archive-unused", at("archiveEbs"), message)];
  }
  if (archiveEbs) return archiveTooOften(plan, rule);

  const [first] = cold;
  const isMeant = plan.selection.types.includes("EBS") || kinds.every(({ coldStorage }) => coldStorage !== "yes");
  if (!first || !reachesArchive || !isMeant) return [];
  const message = `got cold storage after ${daysText(first.lifecycle.coldAfterDays ?? 0)} without archiveEbs, so that EBS snapshots stay warm until they expire; use archiveEbs: true, or leave out cold storage`;
  return [warning("archive-not-opted-in", at(first.coldKey), message)];
}

function archiveTooOften(plan: Plan, rule: Rule): readonly Finding[] {
  const read = parseCron(rule.schedule);
  if (!read.ok) return [];
  const gaps = scheduleGaps(read.schedule, fromYear);
  if (!("finest" in gaps) || gaps.finest.gapMinutes >= archiveMinutes) return [];
  const { fromMinute, toMinute, gapMinutes } = gaps.finest;
  const message = `got true with ${rule.schedule}, which starts at ${describeStart(fromMinute)} and again at ${describeStart(toMinute)}, ${minutesText(gapMinutes)} later; each archived EBS snapshot is a full one: use a rule that starts monthly or less often, or leave out archiveEbs`;
  return [warning("archive-too-often", inPlan(plan.name, "rules", rule.name, "keep", "archiveEbs"), message)];
}
