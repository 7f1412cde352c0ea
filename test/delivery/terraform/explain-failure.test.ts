import { expect, test } from "vitest";
import { explainFailure, lockInfo } from "../../../src/delivery/terraform/explain-failure.ts";

const stack = { stack: "app-a", scope: "app-nonprod", accountId: "666666666601" } as const;
const locked = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, RequestID: 1, api error PreconditionFailed: At least one of
the pre-conditions you specified did not hold
Lock Info:
  ID:        0a1b2c3d-0000-1111-2222-333344445555
  Path:      states/state/app-nonprod/app-a.tfstate
  Operation: OperationTypeApply
  Who:       runner@fv-az1
  Version:   1.11.4
  Created:   2026-11-23 06:00:00.1 +0000 UTC
  Info:      


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.
`;

test("who holds a lock is read from what Terraform says", () => {
  expect(lockInfo(locked)).toEqual({
    id: "0a1b2c3d-0000-1111-2222-333344445555",
    who: "runner@fv-az1",
    operation: "OperationTypeApply",
    created: "2026-11-23 06:00:00.1 +0000 UTC",
  });
});

test.each([
  ["another error", "Error: Saved plan is stale\n  ID: 7"],
  ["a lock that could not be taken for another reason", "Error: Error acquiring the state lock\n\nAccessDenied"],
])("%s speaks of no holder", (_, said) => {
  expect(lockInfo(said)).toBe(null);
});

const entering = (accountId: string, role: string) =>
  `operation error STS: AssumeRole, api error AccessDenied: not authorized to perform: sts:AssumeRole on resource:\narn:aws:iam::${accountId}:role/${role}`;
const unknown =
  "got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again\n";

test.each([
  [
    "a stale plan",
    "Error: Saved plan is stale\n\nThe given plan file can no longer be applied",
    "got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again",
  ],
  [
    "a lock",
    locked,
    "got a locked state: runner@fv-az1 holds lock 0a1b2c3d-0000-1111-2222-333344445555 since 2026-11-23 06:00:00.1 +0000 UTC (OperationTypeApply); nothing was changed. If that is another run, wait for it; if it was killed, run the unlock workflow with stack app-a, scope app-nonprod and lock id 0a1b2c3d-0000-1111-2222-333344445555, then dispatch deploy",
  ],
  [
    "the account's apply role",
    entering("666666666601", "lockstep-pipeline-apply"),
    `got no way into account 666666666601: lockstep-pipeline-apply cannot be assumed there; nothing was changed. Check that the StackSet of \`bootstrap\` has finished in the account and that the \`shared\` stack, which lists the accounts, is applied, then dispatch deploy\n${entering("666666666601", "lockstep-pipeline-apply")}`,
  ],
  [
    "another account's role",
    entering("666666666602", "lockstep-pipeline-apply"),
    unknown + entering("666666666602", "lockstep-pipeline-apply"),
  ],
  [
    "a name that is taken",
    "Error: creating Backup Vault (lockstep-local): AlreadyExistsException: exists",
    "got a name that is taken in account 666666666601; what was done before it stands, and the stack stays pending. Dispatch deploy: it takes over what an interrupted apply has made, if it carries the tag lockstep:stack=app-a. What is somebody else's goes, or is named otherwise, first\nError: creating Backup Vault (lockstep-local): AlreadyExistsException: exists",
  ],
  [
    "a state that could not be written",
    "Error: Failed to persist state to\nbackend",
    "got no way to write the state; what was done stands, and the state does not know of it. `errored.tfstate`, of which Terraform speaks, is gone with this job and is not needed: see that the state bucket can be written, then dispatch deploy, which takes over what was made\nError: Failed to persist state to\nbackend",
  ],
  ["anything else", "Error: creating Backup Vault", `${unknown}Error: creating Backup Vault`],
])("of %s the operator hears what it is and what to do", (_, said, message) => {
  expect(explainFailure(said, stack)).toBe(message);
});

test("a lock that nobody holds any more, or that S3 did not give, is no apply that failed half-way", () => {
  const said = "Error: Error acquiring the state\nlock\n\nStatusCode: 412, unable to retrieve file, NoSuchKey";

  expect(explainFailure(said, stack)).toBe(
    `got no lock of the state, which another run may have let go of just then; nothing was changed: dispatch deploy, which plans the stack again\n${said}`,
  );
});
