import type { Complaint } from "../diagnostics/complaint.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { isArmed, whatArmingMeans } from "../estate/armed-lock.ts";
import { daysText } from "../words/units-text.ts";
import { lockChanges } from "./between/lock-changes.ts";

export const lockNewlyArmed = changeRule({
  id: "lock-newly-armed",
  severity: "warning",
  what: "a change that arms a compliance lock",
  why: "It is the last review before nobody can take it back, AWS included.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": 'central: { nonprod: { lock: { mode: compliance, arm: "2027-01-15" } } }' },
    good: { "organization.yaml": "central: { nonprod: { lock: { mode: compliance } } }" },
  },
  check: (base, head) =>
    lockChanges(base, head).flatMap(({ was, is, of, newRegions, at }): readonly Complaint[] => {
      if (!isArmed(is)) return [];
      const use = "see docs/runbooks/arm-a-compliance-lock.md";
      if (!isArmed(was))
        return [{ at: at("arm"), got: `got ${is.armedOn}, which arms the lock`, why: whatArmingMeans(is, of), use }];
      if (newRegions.length === 0) return [];
      return [
        {
          at: at("arm"),
          got: `got a new vault of ${of} in ${newRegions.join(", ")}, whose lock is armed from its first day`,
          why: `${daysText(is.coolingOffDays)} after it is deployed nobody, AWS included, can remove that lock, loosen it, shorten a retention or delete a recovery point`,
          use,
        },
      ];
    }),
});
