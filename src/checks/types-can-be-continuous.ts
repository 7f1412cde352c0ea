import { kindsOf, reachesOf } from "../estate/reach.ts";
import { type Finding, inPlan, warning } from "../finding.ts";
import type { Estate } from "../model.ts";

/**
 * A continuous rule reaches something that has continuous backup; the rest gets snapshots, which is ordinary.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function typesCanBeContinuous(estate: Estate): readonly Finding[] {
  const reaches = reachesOf(estate);
  return estate.plans.flatMap((plan) => {
    const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
    if (kinds.length === 0 || kinds.some(({ continuousRpoMinutes }) => continuousRpoMinutes !== null)) return [];
    const types = [...new Set(kinds.map(({ type }) => type))].join(", ");
    return plan.rules
      .filter(({ continuous }) => continuous)
      .map(({ name }) => {
        const message = `got true for ${types}, none of which has continuous backup, so that they get snapshots; remove it, or select types that have it`;
        return warning("continuous-ignored", inPlan(plan.name, "rules", name, "continuous"), message);
      });
  });
}
