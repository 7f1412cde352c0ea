import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { type ColdRule, coldRules } from "../estate/cold-rules.ts";
import { daysText } from "../words/units-text.ts";

export const coldIgnored = estateRule({
  id: "cold-ignored",
  severity: "warning",
  what: "cold storage for resource types that ignore it",
  why: "AWS says nothing; they stay warm until they expire.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: { "plans/silver.yaml": "select: { types: [RDS, EFS, EBS] }" },
    good: { "plans/silver.yaml": "select: { types: [EFS, EBS] }" },
  },
  check: (estate) =>
    coldRules(estate).flatMap((each) => {
      const ignoring = typesIgnoring(each);
      if (ignoring.length === 0) return [];
      return each.cold.map(({ coldKey, lifecycle }) => ({
        at: inPlan(each.plan.name, "rules", each.rule.name, "keep", coldKey),
        got: `got cold storage after ${daysText(lifecycle.coldAfterDays ?? 0)}, which AWS ignores for ${ignoring.join(", ")}`,
        why: "they stay warm until they expire",
        use: `leave out ${coldKey}, or use a plan of their own for them`,
      }));
    }),
});

function typesIgnoring({ plan, kinds }: ColdRule): readonly string[] {
  const canTurnCold = (type: string) => kinds.some((kind) => kind.type === type && kind.coldStorage !== "no");
  const types = [...new Set(kinds.map(({ type }) => type))];
  const { types: named } = plan.selection;
  if (named.length > 0) return types.filter((type) => named.includes(type) && !canTurnCold(type));
  // without types a plan reaches whatever there is; that some of it stays warm is ordinary
  return types.some(canTurnCold) ? [] : types;
}
