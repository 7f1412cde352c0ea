import { planFile } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { complianceLocks, type Kept } from "../estate/compliance-locks.ts";
import { daysText } from "../words/units-text.ts";

export const lockMinShutsOut = estateRule({
  id: "lock-min-shuts-out",
  severity: "warning",
  what: "a compliance lock that takes only longer retentions than a plan has that does not reach it yet",
  why: "Once it cannot be removed, that plan can never be used there.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance, min: 40d, max: 1y } } }" },
    good: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance, min: 30d, max: 1y } } }" },
  },
  check: (estate) =>
    complianceLocks(estate).flatMap(({ of, at, lock, wouldKeep }) => {
      const shortest = wouldKeep.reduce<Kept | null>(
        (least, each) => (least && least.days <= each.days ? least : each),
        null,
      );
      if (!shortest || shortest.days >= lock.minDays) return [];
      const { plan, rule, days } = shortest;
      return [
        {
          at: at("min"),
          got: `got ${daysText(lock.minDays)}, longer than the ${daysText(days)} of rule ${rule} of ${planFile(plan)}, which does not reach the vault of ${of} yet`,
          why: "once armed, it never can",
          use: `use ${daysText(days)} or less, or leave it out for good`,
        },
      ];
    }),
});
