import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { daysText } from "../words/units-text.ts";
import { ruleChanges } from "./between/plan-rules.ts";

export const copiesRemoved = changeRule({
  id: "copies-removed",
  severity: "warning",
  what: "a rule that no longer copies to the central account",
  why: "New recovery points do not outlive their account.",
  source: null,
  example: {
    bad: {
      "plans/silver.yaml":
        "rules: { monthly: { localOnly: the nightly copies are enough, copyWithin: null, keep: { central: null, centralColdAfter: null, archiveEbs: null } } }",
    },
    good: { "plans/silver.yaml": "rules: { monthly: { copyWithin: 1h } }" },
  },
  check: (base, head) =>
    ruleChanges(base, head).flatMap(({ plan, was, is }) => {
      if (is?.copies.kind !== "localOnly" || was.copies.kind === "localOnly") return [];
      const kept = daysText(was.copies.home.deleteAfterDays);
      return [
        {
          at: inPlan(plan.name, "rules", is.name, "localOnly"),
          got: `got localOnly, was copied to central for ${kept}`,
          why: `nothing made after the deployment outlives its account, copies that exist keep ${kept}`,
          use: "use keep.central again unless that is meant",
        },
      ];
    }),
});
