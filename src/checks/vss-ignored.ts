import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { kindsOf, reachesOf } from "../estate/reach.ts";

export const vssIgnored = estateRule({
  id: "vss-ignored",
  severity: "warning",
  what: "Windows VSS in a plan that backs up no EC2 instance",
  why: "VSS is part of a backup of a whole instance: a volume that is backed up by itself is not consistent for its applications.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html",
  example: {
    bad: { "plans/gold.yaml": "{ select: { types: [EBS, RDS] }, windowsVss: true }" },
    good: { "plans/gold.yaml": "{ select: { types: [EC2, RDS] }, windowsVss: true }" },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return estate.plans
      .filter(({ windowsVss }) => windowsVss)
      .flatMap((plan) => {
        const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
        if (kinds.length === 0 || kinds.some(({ type }) => type === "EC2")) return [];
        const types = [...new Set(kinds.map(({ type }) => type))].join(", ");
        return [
          {
            at: inPlan(plan.name, "windowsVss"),
            got: `got true for ${types}, and VSS is for EC2 instances alone`,
            use: "remove it, or select EC2 and opt in to it",
          },
        ];
      });
  },
});
