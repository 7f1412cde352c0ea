import { planFile } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { complianceLocks, type Kept } from "../estate/compliance-locks.ts";
import { daysText } from "../words/units-text.ts";

export const lockMaxUnused = estateRule({
  id: "lock-max-unused",
  severity: "warning",
  what: "a compliance lock that takes longer retentions than any plan uses",
  why: "One job by hand could store something for that long that nobody can delete.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance, max: 8y } } }" },
    good: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance, max: 1y } } }" },
  },
  check: (estate) =>
    complianceLocks(estate).flatMap(({ of, at, lock, kept }) => {
      const longest = kept.reduce<Kept | null>((most, each) => (most && most.days >= each.days ? most : each), null);
      if (!longest || longest.days >= lock.maxDays) return [];
      const { plan, rule, days } = longest;
      const most = daysText(lock.maxDays);
      return [
        {
          at: at("max"),
          got: `got ${most}, but no plan keeps anything in the vault of ${of} longer than ${daysText(days)} (rule ${rule} of ${planFile(plan)})`,
          why: `once armed, a job by hand could store something for ${most} that nobody can delete`,
          use: `use ${daysText(days)}, or leave room that is meant`,
        },
      ];
    }),
});
