import { copyObstacle } from "../../aws/copy-limits.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { saidIn } from "../../aws/policy/setting.ts";
import type { ResourceKind } from "../../aws/resource-kinds.ts";
import { inSelection } from "../examples/in-selection.ts";
import { type Target, targetOf } from "../plan/copy-target.ts";
import { namedPatterns } from "../plan/selected-kinds.ts";
import { planRule } from "../policy-rule.ts";

export const policyCopyTypes = planRule({
  id: "policy-copy-types",
  severity: "warning",
  what: "a copy for types that AWS cannot copy there",
  why: "Such resources have no copy, on the day it is the only thing left.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: inSelection({ resource_types: { "@@assign": ["arn:aws:redshift:*:*:cluster:*"] } }),
    good: inSelection({ resource_types: { "@@assign": ["arn:aws:rds:*:*:cluster:*"] } }),
  },
  check: (plan) =>
    plan.rules.flatMap(({ copies }) =>
      copies.flatMap((copy) => {
        const target = targetOf(copy);
        if (!target) return [];
        return namedPatterns(plan).flatMap(({ kinds, types }) => {
          // of kinds that share a pattern one that can be copied is enough
          const obstacles = kinds.map((kind) => obstacleFrom(plan, kind, target));
          const [obstacle] = obstacles;
          if (!obstacle || obstacles.includes(null)) return [];
          const got = `got a copy for ${types}, of which AWS makes none ${obstacle}`;
          return [{ at: target.at, got, use: "use a plan without this copy for it" }];
        });
      }),
    ),
});

/** What keeps AWS from the copy in every Region of the plan. */
function obstacleFrom({ regions }: PlanView, kind: ResourceKind, { region, accountId }: Target): string | null {
  if (!kind.copiesAcrossRegions && !kind.copiesAcrossAccounts) return "at all";
  if (accountId === null) return kind.copiesAcrossRegions ? null : "to another Region";
  const obstacles = saidIn(regions).map(({ value }) => copyObstacle(kind, value, region));
  return obstacles.includes(null) ? null : (obstacles[0] ?? null);
}
