import { mostContinuousDays } from "../aws/lifecycle.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { kindNames } from "../estate/kind-names.ts";
import { spreadStepMinutes } from "../estate/start-delay.ts";
import { groupBy } from "../group-by.ts";
import type { Estate, OwnWindows, Plan, Rule } from "../model.ts";
import { holdsOf } from "../proof/is-harmless.ts";
import { kindsText } from "../proof/kinds-text.ts";
import type { PlanProof, ProvenLoss } from "../proof/plan-proof.ts";
import { type PlanStarts, planStarts } from "../proof/plan-starts.ts";
import { type PromisedLoss, promisedLosses } from "../proof/promised-losses.ts";
import { promisesToWiden } from "../proof/promises-to-widen.ts";
import type { Target } from "../proof/recovery-point-times.ts";
import { type SureStarts, sureStarts } from "../proof/sure-starts.ts";
import { clockText, spanText } from "../words/span-text.ts";
import { minutesText } from "../words/units-text.ts";
import { windowText } from "../words/window-text.ts";

export const startRefused = estateRule({
  id: "start-refused",
  severity: "error",
  what: "a promise that rests on starts which a service may refuse",
  why: "RDS, DocumentDB, Neptune, Redshift and FSx start no backup before and during their own backup and maintenance windows, which AWS puts anywhere in the night; a start window that lies there makes no backup, night after night.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html",
  example: {
    bad: { "plans/silver.yaml": "ownWindows: null" },
    good: { "plans/silver.yaml": "ownWindows: 20:00-21:00" },
  },
  check: (estate) => promisedLosses(estate).flatMap((promised) => judge(estate, promised)),
});

/** Kinds of which the same starts are sure, and what of the plan's promise does not hold for them. */
interface Refused {
  readonly kinds: readonly ResourceKind[];
  readonly sure: SureStarts;
  readonly rule: Rule;
  readonly minute: number;
  readonly broken: readonly Broken[];
}

interface Broken {
  readonly key: "rpo" | "isolatedRpo";
  readonly promisedMinutes: number;
  readonly loss: ProvenLoss;
}

function judge(estate: Estate, promised: PromisedLoss): readonly Complaint[] {
  const { plan } = promised;
  const starts = planStarts(plan);
  if (!starts) return [];
  const refusing = promised.kinds.filter((kind) => sureStarts(plan, kind) !== null);
  const groups = groupBy(refusing, (kind) => sureStarts(plan, kind)?.key);
  const found = [...groups.values()].flatMap((kinds) => refusedOf(promised, starts, kinds));
  const [first] = found;
  if (!first) return [];
  const { rule, minute } = first;
  const broken = found.flatMap((refused) => refused.broken);
  const keys = (["rpo", "isolatedRpo"] as const).flatMap((key) => worstOfKey(broken.filter((one) => one.key === key)));
  return [
    {
      at: inPlan(plan.name, "rules", rule.name, "startWithin"),
      got: `got ${windowText(rule, "startWithin")}`,
      why: `AWS starts no backup of ${found.map(refusalText).join(", nor of ")}, and ${placeText(plan, minute)}; ${brokenText(keys)}`,
      use: `use ${remedies(estate, plan, found).join(", or ")}`,
    },
  ];
}

function refusedOf(promised: PromisedLoss, starts: PlanStarts, kinds: readonly ResourceKind[]): readonly Refused[] {
  const { plan, proof } = promised;
  const [first] = kinds;
  const sure = first ? sureStarts(plan, first) : null;
  const lost = sure && firstRefused(starts, sure);
  if (!first || !lost) return [];
  const losses = proof.of(first);
  const isLocal = kinds.some((kind) => promised.snapshots.includes(kind));
  const broken = promised.targets
    .filter((target) => target !== "local" || isLocal)
    .flatMap((target) => brokenAt(plan, target, proof, losses[target]));
  const once = broken.filter(({ key }, index) => broken.findIndex((other) => other.key === key) === index);
  return once.length === 0 ? [] : [{ kinds, sure, ...lost, broken: once }];
}

function firstRefused({ rules }: PlanStarts, { isSure }: SureStarts) {
  for (const { rule, starts } of rules) {
    const minute = starts.find((start) => !isSure(rule, start));
    if (minute !== undefined) return { rule, minute };
  }
  return null;
}

/** What is not kept even of kinds that refuse nothing is an error of its own. */
function brokenAt({ promise }: Plan, target: Target, proof: PlanProof, loss: ProvenLoss): readonly Broken[] {
  const promisedMinutes = target === "local" ? promise.rpoMinutes : promise.isolatedRpoMinutes;
  if (promisedMinutes === null || !isKept(proof[target], promisedMinutes) || isKept(loss, promisedMinutes)) return [];
  return [{ key: target === "local" ? "rpo" : "isolatedRpo", promisedMinutes, loss }];
}

const isKept = (loss: ProvenLoss, promisedMinutes: number) =>
  loss.kind === "bounded" && loss.minutes <= promisedMinutes;

const refusalText = ({ kinds, sure, rule }: Refused) =>
  `${kindsText(kinds)} from ${minutesText(sure.beforeMinutes)} before windows of ${kindNames(kinds).length === 1 ? "its" : "their"} own to their end (${minutesText(sure.refusedMinutes(rule))} at a stretch)`;

const placeText = ({ ownWindows, spreadMinutes }: Plan, minute: number) =>
  ownWindows
    ? `ownWindows of ${spanText(ownWindows)} leave no time after the start at ${clockText(minute)}${spreadMinutes === 0 ? "" : `, which spread puts off by up to ${minutesText(spreadMinutes - spreadStepMinutes)}`}`
    : "those may lie anywhere";

const worstOfKey = (broken: readonly Broken[]): readonly Broken[] => {
  const unsure = broken.find(({ loss }) => loss.kind !== "bounded");
  const minutes = ({ loss }: Broken) => (loss.kind === "bounded" ? loss.minutes : 0);
  return (unsure ? [unsure] : [...broken].sort((a, b) => minutes(b) - minutes(a))).slice(0, 1);
};

/** What becomes of the promises, which are one or two. */
function brokenText(broken: readonly Broken[]): string {
  const unsure = broken.filter(({ loss }) => loss.kind !== "bounded");
  const promises = unsure.map(({ key, promisedMinutes }) => `promise.${key} of ${minutesText(promisedMinutes)}`);
  const resting =
    promises.length === 0
      ? []
      : [`${promises.join(" and ")} ${promises.length === 1 ? "rests" : "rest"} on such starts`];
  const late = broken.flatMap(({ key, promisedMinutes, loss }) =>
    loss.kind === "bounded"
      ? [
          `without such starts up to ${minutesText(loss.minutes)} may be lost, and promise.${key} is ${minutesText(promisedMinutes)}`,
        ]
      : [],
  );
  return [...resting, ...late].join("; ");
}

/** What to write so that all of it is gone, as far as there is such a thing; after "use". */
function remedies(estate: Estate, plan: Plan, all: readonly Refused[]): readonly string[] {
  const kinds = all.flatMap((refused) => refused.kinds);
  const span = fittingSpan(plan, kinds);
  return [
    ...shorterSpread(plan, kinds),
    ...longerWindows(estate, plan, all, kinds),
    ...continuousRule(plan, kinds),
    span === null
      ? "starts further apart and a promise that holds without those that may be refused"
      : `ownWindows: ${spanText(span)} (UTC) once those windows lie there, or at another time that no start window lies in`,
  ];
}

/** The longest that is kept, where it is the spread that is in the way. */
function shorterSpread(plan: Plan, kinds: readonly ResourceKind[]): readonly string[] {
  const isKeptWith = (spreadMinutes: number) => promisesToWiden({ ...plan, spreadMinutes }, kinds)?.length === 0;
  if (plan.spreadMinutes === 0 || !isKeptWith(0)) return [];
  const shorter = [12, 8, 6, 4, 3, 2, 1].map((hours) => hours * 60).filter((minutes) => minutes < plan.spreadMinutes);
  const longest = shorter.find(isKeptWith);
  return [longest === undefined ? "the plan without spread" : `spread: ${minutesText(longest)}`];
}

function longerWindows(
  estate: Estate,
  plan: Plan,
  all: readonly Refused[],
  kinds: readonly ResourceKind[],
): readonly string[] {
  const wider = widened(plan, all);
  const rules = wider.rules.filter((rule, index) => rule !== plan.rules[index]);
  const most = Math.max(0, ...rules.map(({ startWithinMinutes }) => startWithinMinutes));
  const kept = promisesToWiden(wider, kinds);
  if (kept === null || holdsOf(estate, wider) > holdsOf(estate, plan)) return [];
  const where = plan.rules.length === 1 ? "" : ` in ${rules.map(({ name }) => name).join(" and ")}`;
  return [[`${minutesText(most)}${where}`, ...kept].join(" with ")];
}

/** Continuous backup, where every kind has it and a rule can have it. */
function continuousRule(plan: Plan, kinds: readonly ResourceKind[]): readonly string[] {
  if (!kinds.every(({ continuousRpoMinutes }) => continuousRpoMinutes !== null)) return [];
  const rule = plan.rules.find(
    ({ continuous, local }) =>
      !continuous && local.deleteAfterDays <= mostContinuousDays && local.coldAfterDays === null,
  );
  if (!rule) return [];
  const rules = plan.rules.map((each) => (each === rule ? { ...each, continuous: true } : each));
  return promisesToWiden({ ...plan, rules }, kinds)?.length === 0
    ? [`continuous: true${rules.length === 1 ? "" : ` in ${rule.name}`}`]
    : [];
}

/** The plan with start windows that have room wherever what is refused lies. */
function widened(plan: Plan, all: readonly Refused[]): Plan {
  const rules = plan.rules.map((rule) => {
    const needed = Math.max(...all.map(({ sure }) => sure.neededMinutes(rule)));
    return needed > rule.startWithinMinutes ? { ...rule, startWithinMinutes: Math.ceil(needed / 30) * 30 } : rule;
  });
  return { ...plan, rules };
}

/** An hour of the day that lets every start of the plan be sure, the latest one. */
function fittingSpan(plan: Plan, kinds: readonly ResourceKind[]): OwnWindows | null {
  const starts = planStarts(plan)?.rules ?? [];
  // those of a day are those of every day
  const times = starts.map(({ rule, starts: all }) => ({
    rule,
    minutes: [...new Set(all.map((start) => start % minutesPerDay))],
  }));
  for (let fromMinute = 23 * 60; fromMinute >= 0; fromMinute -= 30) {
    const ownWindows = { fromMinute, toMinute: (fromMinute + 60) % minutesPerDay };
    const fits = kinds.every((kind) => {
      const sure = sureStarts({ ...plan, ownWindows }, kind);
      return times.every(({ rule, minutes }) => minutes.every((minute) => sure?.isSure(rule, minute) ?? true));
    });
    if (fits) return ownWindows;
  }
  return null;
}
