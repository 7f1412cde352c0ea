import { changeRule } from "../diagnostics/rule.ts";
import { isArmed, whatArmingMeans } from "../estate/armed-lock.ts";
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
    lockChanges(base, head).flatMap(({ was, is, of, at }) =>
      isArmed(is) && !isArmed(was)
        ? [
            {
              at: at("arm"),
              got: `got ${is.armedOn}, which arms the lock`,
              why: whatArmingMeans(is, of),
              use: "see docs/runbooks/arm-a-compliance-lock.md",
            },
          ]
        : [],
    ),
});
