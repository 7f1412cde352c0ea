import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { lifecyclesOf } from "../estate/lifecycles-of.ts";
import { daysText } from "../words/units-text.ts";

export const copyShorterThanSource = estateRule({
  id: "copy-shorter-than-source",
  severity: "error",
  what: "a copy that expires before the local backup it was made from, without a reason",
  why: "A copy keeps its source's creation date, so that the isolated copy would be gone first.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { keep: { local: 35d, central: 14d } } }" },
    good: {
      "plans/bronze.yaml":
        "rules: { nightly: { keep: { local: 35d, central: 14d }, shorterCopies: the isolated copies are for a ransom note alone } }",
    },
  },
  check: (estate) =>
    estate.plans.flatMap((plan) =>
      plan.rules.flatMap((rule) => {
        if (rule.copies.kind === "localOnly" || rule.copies.shorterReason !== "") return [];
        const source = rule.local.deleteAfterDays;
        // further Regions that turn cold otherwise than the home Region are kept apart, but may be kept as long
        const kept = lifecyclesOf(rule).filter(({ isLocal }) => !isLocal);
        const judged = kept.filter(({ lifecycle: { deleteAfterDays } }, index) =>
          kept.slice(0, index).every((other) => other.lifecycle.deleteAfterDays !== deleteAfterDays),
        );
        return judged
          .filter(({ lifecycle }) => lifecycle.deleteAfterDays < source)
          .map(({ key, lifecycle }) => ({
            at: inPlan(plan.name, "rules", rule.name, "keep", key),
            got: `got ${daysText(lifecycle.deleteAfterDays)}, shorter than the ${daysText(source)} of the local backup (keep.local) that it is a copy of`,
            why: "it keeps that one's creation date and would expire first",
            use: `use ${daysText(source)} or more, or shorterCopies: <why> in the rule`,
          }));
      }),
    ),
});
