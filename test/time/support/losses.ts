import { resourceKinds } from "../../../src/aws/resource-kinds.ts";
import type { Plan } from "../../../src/model.ts";
import { provePlan } from "../../../src/proof/plan-proof.ts";
import type { Where } from "./expected-series.ts";
import { kindRows } from "./kinds.ts";
import type { Seen } from "./watch.ts";
import { worstSeen } from "./worst-seen.ts";

/** What was lost at worst of a plan's resources, beside what is proven and promised; in minutes. */
export interface PlanLoss {
  readonly plan: string;
  readonly where: Where;
  /** `null`: no recovery point is made there. */
  readonly seen: number | null;
  readonly proven: number;
  readonly promised: number;
  /** Of which resource. */
  readonly resourceArn: string;
}

interface Worst {
  readonly minutes: number;
  readonly proven: number;
  readonly resourceArn: string;
}

/**
 * The worst loss of any resource of each plan from a moment on, if only the recovery points in one vault were left. What
 * is proven holds once every rule has run.
 */
export function worstLosses(
  plans: readonly Plan[],
  seen: Iterable<Seen>,
  until: number,
  from = 0,
): readonly PlanLoss[] {
  const groups = new Map<string, Seen[]>();
  for (const one of seen) {
    if (one.point.isContinuous) continue;
    const key = `${one.series.plan.name} ${one.target.where} ${one.point.resourceArn} ${one.point.vaultArn}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  const worst = new Map<string, Worst>();
  const proofs = new Map(plans.map((plan) => [plan.name, provePlan(plan)]));
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    // beside a continuous backup the snapshots of other rules promise nothing
    if (first.target.where === "local" && hasContinuous(first)) continue;
    const usable = group.map(({ point }) => ({
      contentAt: point.contentAt,
      completedAt: point.completedAt,
      expiresAt: point.expiresAt ?? Number.POSITIVE_INFINITY,
    }));
    const minutes = worstSeen(usable, from, until);
    const key = `${first.series.plan.name} ${first.target.where}`;
    const kind = resourceKinds.find(({ name }) => name === first.point.kind);
    const loss = kind && proofs.get(first.series.plan.name)?.of(kind)[first.target.where];
    // what is proven of nothing of its kind is not promised either: `check` says so
    if (minutes === null || loss?.kind !== "bounded") continue;
    const known = worst.get(key);
    // the one that comes nearest to what is proven of its kind, or goes beyond
    if (known && minutes / loss.minutes <= known.minutes / known.proven) continue;
    worst.set(key, { minutes, proven: loss.minutes, resourceArn: first.point.resourceArn });
  }
  return plans.flatMap((plan) => {
    const proof = proofs.get(plan.name) ?? provePlan(plan);
    return (["local", "home", "further"] as const).flatMap((where): readonly PlanLoss[] => {
      const loss = proof[where];
      if (loss.kind !== "bounded") return [];
      const promised = where === "local" ? plan.promise.rpoMinutes : plan.promise.isolatedRpoMinutes;
      const found = worst.get(`${plan.name} ${where}`);
      return [
        {
          plan: plan.name,
          where,
          seen: found?.minutes ?? null,
          proven: found?.proven ?? loss.minutes,
          promised: promised ?? Number.POSITIVE_INFINITY,
          resourceArn: found?.resourceArn ?? "",
        },
      ];
    });
  });
}

const hasContinuous = ({ series: { plan, resource } }: Seen) =>
  plan.rules.some((rule) => rule.continuous) && kindRows.get(resource.kind)?.isContinuous === true;

/** For a person: what was seen of what was proven. */
export const lossTable = (losses: readonly PlanLoss[]): string =>
  [
    "plan where seen proven promised (hours) seen/proven",
    ...losses.map(({ plan, where, seen, proven, promised }) => {
      const hours = (minutes: number | null) => (minutes === null ? "-" : (minutes / 60).toFixed(2));
      const part = seen === null ? "-" : `${((100 * seen) / proven).toFixed(0)}%`;
      return [plan, where, hours(seen), hours(proven), hours(promised), part].join(" ");
    }),
  ].join("\n");
