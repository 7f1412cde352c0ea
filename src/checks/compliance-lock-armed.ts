import { estateRule } from "../diagnostics/rule.ts";
import { isArmed, whatArmingMeans } from "../estate/armed-lock.ts";
import { complianceLocks } from "../estate/compliance-locks.ts";

export const complianceLockArmed = estateRule({
  id: "compliance-lock-armed",
  severity: "warning",
  what: "an armed compliance lock",
  why: "Some day nobody can take it back, AWS included.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": 'central: { nonprod: { lock: { mode: compliance, arm: "2027-01-15" } } }' },
    good: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance } } }" },
  },
  check: (estate) =>
    complianceLocks(estate).flatMap(({ of, at, lock }) =>
      isArmed(lock)
        ? [
            {
              at: at("arm"),
              got: `got ${lock.armedOn}`,
              why: whatArmingMeans(lock, of),
              use: "remove arm unless that is meant",
            },
          ]
        : [],
    ),
});
