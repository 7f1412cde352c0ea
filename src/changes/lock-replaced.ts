import { changeRule } from "../diagnostics/rule.ts";
import { boundsChanges } from "./between/lock-changes.ts";

export const lockReplaced = changeRule({
  id: "lock-replaced",
  severity: "warning",
  what: "a governance lock with tighter bounds",
  why: "The provider changes a lock by removing it, which only the custodian may do.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": "central: { prod: { lock: { max: 7y } } }" },
    good: { "organization.yaml": "central: { prod: { lock: { max: 8y } } }" },
  },
  check: (base, head) =>
    boundsChanges(base, head)
      .filter(({ isLooser }) => !isLooser)
      .map(({ at, got, why }) => ({ at, got, why, use: "see docs/runbooks/change-a-governance-lock.md" })),
});
