import type { Complaint } from "../diagnostics/complaint.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { earliestLockDate, isArmed } from "../estate/armed-lock.ts";
import type { Lock } from "../model.ts";
import { daysText } from "../words/units-text.ts";
import { type LockChange, lockChanges } from "./between/lock-changes.ts";

const armed = 'central: { nonprod: { lock: { mode: compliance, arm: "2027-01-15" } } }';

export const armedLockChanged = changeRule({
  id: "armed-lock-changed",
  severity: "error",
  what: "an armed lock that config changes or drops",
  why: "After its lock date AWS refuses any change, and every deployment of the stack stops there.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  example: {
    before: { "organization.yaml": armed },
    bad: { "organization.yaml": armed.replace("compliance,", "compliance, max: 8y,") },
    good: { "organization.yaml": armed },
  },
  check: (base, head) => lockChanges(base, head).flatMap(judge),
});

const keys = [
  { key: "mode", of: (lock: Lock) => lock.mode },
  { key: "min", of: (lock: Lock) => daysText(lock.minDays) },
  { key: "max", of: (lock: Lock) => daysText(lock.maxDays) },
  { key: "coolingOff", of: (lock: Lock) => daysText(lock.coolingOffDays) },
  { key: "arm", of: (lock: Lock) => lock.armedOn ?? "none" },
];

function judge({ was, is, of, at }: LockChange): readonly Complaint[] {
  if (!isArmed(was)) return [];
  const why = `the lock of ${of} was armed on ${was.armedOn}, and from ${earliestLockDate(was)} at the earliest AWS refuses every change of it, and its stack could not be deployed any more`;
  if (!is) return [{ at: at("lock"), got: "got no lock", why, use: "use the lock again" }];
  const dropped = was.cooledOff !== null && is.cooledOff === null && isArmed(is);
  const compared = dropped
    ? [
        {
          at: at("cooledOff"),
          got: `got none, was ${was.cooledOff.lockDate}`,
          why: `Terraform would replace the lock of ${of} where it was imported, which nobody can, and its stack could not be deployed any more`,
          use: "use cooledOff again",
        },
      ]
    : [];
  const changed = keys
    .filter((each) => each.of(was) !== each.of(is))
    .map((each) => ({
      at: at(each.key),
      got: `got ${each.of(is)}, was ${each.of(was)}`,
      why,
      use: `use ${each.of(was)}`,
    }));
  return [...changed, ...compared];
}
