import { mostContinuousDays } from "../aws/lifecycle.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { type RetentionOutsideLock, retentionsOutsideLocks } from "../estate/retentions-outside-locks.ts";
import { withOthers } from "../words/others-text.ts";
import { daysText } from "../words/units-text.ts";

export const retentionOutsideLock = estateRule({
  id: "retention-outside-lock",
  severity: "error",
  what: "a retention outside the bounds of the lock of the vault it goes to",
  why: "AWS accepts the plan; each such backup or copy job fails when it runs.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "plans/gold.yaml": "rules: { monthly: { keep: { local: 2y, central: 2y } } }" },
    good: { "plans/gold.yaml": "rules: { monthly: { keep: { local: 1y, central: 2y } } }" },
  },
  check: (estate) =>
    retentionsOutsideLocks(estate).map((outside) => {
      const { plan, rule, key, days, vaults } = outside;
      const { minDays, maxDays } = vaults.lock;
      const [how, bound] = days < minDays ? ["shorter", minDays] : ["longer", maxDays];
      const [locks, take] = vaults.all.length > 1 ? ["locks", "take"] : ["lock", "takes"];
      return {
        at: inPlan(plan.name, "rules", rule.name, "keep", key),
        got: `got ${daysText(days)}, ${how} than the ${daysText(bound)} that the ${locks} of ${withOthers(vaults.of, vaults.all)} ${take}`,
        ...wayOut(outside),
      };
    }),
});

function wayOut({ rule: { continuous }, key, vaults }: RetentionOutsideLock) {
  const { minDays, maxDays } = vaults.lock;
  const why = "each such job would fail";
  if (!continuous || key !== "local") {
    return { why, use: `use ${daysText(minDays)} to ${daysText(maxDays)}, or change the lock` };
  }
  if (minDays > mostContinuousDays) {
    return {
      why: `${why}, and AWS keeps continuous backups ${mostContinuousDays} days at most`,
      use: "remove continuous, or change the lock",
    };
  }
  const most = daysText(Math.min(maxDays, mostContinuousDays));
  return { why, use: `use ${daysText(minDays)} to ${most} for a continuous rule, or change the lock` };
}
