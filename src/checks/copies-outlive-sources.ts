import { lifecyclesOf } from "../estate/lifecycles-of.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import type { Estate } from "../model.ts";
import { daysText } from "../words/units-text.ts";

/**
 * Copies keep the creation date of the local recovery point they are made from, so that the one with the shorter
 * retention is gone first. It takes a reason to let that be the isolated copy.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
 */
export function copiesOutliveSources(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
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
        .map(({ key, lifecycle }) => {
          const message = `got ${daysText(lifecycle.deleteAfterDays)}, shorter than the ${daysText(source)} of the local backup (keep.local) that it is a copy of; it keeps that one's creation date and would expire first: use ${daysText(source)} or more, or shorterCopies: <why> in the rule`;
          return error("copy-shorter-than-source", inPlan(plan.name, "rules", rule.name, "keep", key), message);
        });
    }),
  );
}
