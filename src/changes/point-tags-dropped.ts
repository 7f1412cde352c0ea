import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { ruleChanges } from "./between/plan-rules.ts";

export const pointTagsDropped = changeRule({
  id: "point-tags-dropped",
  severity: "warning",
  what: "a rule whose recovery points lose a tag, or get another value of it",
  why: "Whatever finds recovery points by it, such as a restore test, a policy or a bill, finds the old ones alone.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html",
  example: {
    before: { "plans/gold.yaml": "recoveryPointTags: { tier: one }" },
    bad: { "plans/gold.yaml": "recoveryPointTags: { tier: two }" },
    good: { "plans/gold.yaml": "recoveryPointTags: { tier: one, made-by: gold }" },
  },
  check: (base, head) =>
    ruleChanges(base, head).flatMap(({ plan, was, is }) => {
      const lost = was.recoveryPointTags.filter(
        ({ key, value }) => is?.recoveryPointTags.some((tag) => tag.key === key && tag.value === value) === false,
      );
      return lost.map(({ key, value }) => {
        const now = is?.recoveryPointTags.find((tag) => tag.key === key);
        return {
          at: inPlan(plan.name, "rules", was.name),
          got: `got ${now ? `${key}: ${now.value}` : `no ${key}`} on recovery points, was ${key}: ${value}`,
          why: "those that exist keep the tags they have",
          use: "use it again unless that is meant",
        };
      });
    }),
});
