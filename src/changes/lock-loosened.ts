import { changeRule } from "../diagnostics/rule.ts";
import { boundsChanges } from "./between/lock-changes.ts";

export const lockLoosened = changeRule({
  id: "lock-loosened",
  severity: "warning",
  what: "a governance lock with looser bounds, or none",
  why: "It takes two steps by two people; in between the vault has no lock.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "accounts/payments-prod.yaml": "lock: { min: 6d }" },
    good: { "accounts/payments-prod.yaml": "lock: { min: 7d }" },
  },
  check: (base, head) =>
    boundsChanges(base, head)
      .filter(({ isLooser }) => isLooser)
      .map(({ at, got, why }) => ({ at, got, why, use: "see docs/runbooks/change-a-governance-lock.md" })),
});
