import { changeRule } from "../diagnostics/rule.ts";
import { isArmed } from "../estate/armed-lock.ts";
import { lockChanges } from "./between/lock-changes.ts";

const armed = 'mode: compliance, arm: "2026-10-01"';
const cooledOff = 'cooledOff: { lockDate: "2026-10-15", reason: the state was lost on 30 November }';

export const lockSaidFinal = changeRule({
  id: "lock-said-final",
  severity: "warning",
  what: "a change that says a compliance lock is past its cooling-off",
  why: "Terraform compares its cooling-off no more: were it not so, nothing would arm the lock.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    before: { "organization.yaml": `central: { nonprod: { lock: { ${armed} } } }` },
    bad: { "organization.yaml": `central: { nonprod: { lock: { ${armed}, ${cooledOff} } } }` },
    good: { "organization.yaml": `central: { nonprod: { lock: { ${armed} } } }` },
  },
  check: (base, head) =>
    lockChanges(base, head).flatMap(({ was, is, of, at }) =>
      isArmed(was) && is?.cooledOff && is.cooledOff.lockDate !== was.cooledOff?.lockDate
        ? [
            {
              at: at("cooledOff"),
              got: `got ${is.cooledOff.lockDate}, since when nobody can change the lock of ${of}`,
              why: `Terraform then arms it no more; ${is.cooledOff.reason}`,
              use: "hold it against LockDate of `aws backup describe-backup-vault` in each Region, see docs/runbooks/state-lost.md",
            },
          ]
        : [],
    ),
});
