import { expect, test } from "vitest";
import { type Left, nextStep } from "../../src/bootstrap/next-step.ts";

const names = { bucket: "state", folder: ".lockstep/bootstrap" };
/** A state of so many roles. */
const mark = (count: number, id = "role") =>
  Array.from({ length: count }, (_, index) => `aws_iam_role.r${index} ${id}`);
const locally = { step: "apply locally, then migrate" };
const remotely = { step: "apply remotely" };
const drop = { step: "drop the local state, then apply remotely" };

test.each<readonly [string, Left, object]>([
  ["nothing was ever run", { local: null, remote: "no bucket", isInterrupted: false }, locally],
  ["killed before anything was made", { local: null, remote: "no bucket", isInterrupted: true }, locally],
  [
    "killed once the bucket was made, before the state was",
    { local: null, remote: "no state", isInterrupted: true },
    locally,
  ],
  ["killed half-way through the apply", { local: mark(3), remote: "no bucket", isInterrupted: true }, locally],
  ["killed between apply and migration", { local: mark(9), remote: "no state", isInterrupted: false }, locally],
  ["killed after the migration", { local: mark(9), remote: mark(9), isInterrupted: false }, drop],
  ["the bucket's state has moved on since", { local: mark(9), remote: mark(10), isInterrupted: false }, drop],
  ["a later run", { local: null, remote: mark(10), isInterrupted: false }, remotely],
  ["a later run whose apply was killed", { local: null, remote: mark(10), isInterrupted: true }, remotely],
])("%s", (_, left, step) => {
  expect(nextStep(left, names)).toEqual(step);
});

test.each<readonly [string, Left, string]>([
  [
    "a bucket that was made on another machine",
    { local: null, remote: "no state", isInterrupted: false },
    "got a bucket state without a state, and no state in .lockstep/bootstrap; use the machine on which bootstrap was interrupted, or copy its .lockstep/bootstrap here",
  ],
  [
    "a local state that knows more than the bucket's",
    { local: mark(10), remote: mark(9), isInterrupted: false },
    "got aws_iam_role.r9 role in the state in .lockstep/bootstrap, and not in that in state; use `terraform state list` on both, keep the one that holds what exists and move the other away",
  ],
  [
    "a local state of something else",
    { local: mark(2, "b"), remote: mark(9), isInterrupted: false },
    "got aws_iam_role.r0 b and 1 other in the state in .lockstep/bootstrap, and not in that in state; use `terraform state list` on both, keep the one that holds what exists and move the other away",
  ],
])("stops at %s", (_, left, why) => {
  expect(nextStep(left, names)).toEqual({ step: "stop", why });
});
