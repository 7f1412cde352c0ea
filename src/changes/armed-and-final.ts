import { changeRule } from "../diagnostics/rule.ts";
import { isArmed, isFinal } from "../estate/armed-lock.ts";
import { lockChanges } from "./between/lock-changes.ts";

const asked = 'central: { nonprod: { lock: { mode: compliance, arm: "2026-10-01"';
const cooledOff = 'cooledOff: { lockDate: "2026-10-15", reason: the state was lost on 30 November }';

export const armedAndFinal = changeRule({
  id: "armed-and-final",
  severity: "error",
  what: "a change that arms a compliance lock and says that it is past its cooling-off",
  why: "Terraform would leave the lock that is there as it is: config would have a compliance lock, and AWS a governance lock.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    bad: { "organization.yaml": `${asked}, ${cooledOff} } } }` },
    good: { "organization.yaml": `${asked} } } }` },
  },
  check: (base, head) =>
    lockChanges(base, head).flatMap(({ was, is, of, at }) =>
      was && isFinal(is) && !isArmed(was)
        ? [
            {
              at: at("cooledOff"),
              got: "got cooledOff in the change that arms the lock",
              why: `the lock of ${of} has not begun to cool off, and Terraform would never arm it`,
              use: "remove cooledOff",
            },
          ]
        : [],
    ),
});
