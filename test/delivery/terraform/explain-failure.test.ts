import { expect, test } from "vitest";
import { didNothing, explainFailure, explainLock, lockInfo } from "../../../src/delivery/terraform/explain-failure.ts";

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

const entering = (accountId: string, role: string, who = 'provider["registry.terraform.io/hashicorp/aws"].eu-west-2') =>
  `\nError: Cannot assume IAM Role\n\n  with ${who},\n  on cdk.tf.json line 9:\n   9: {\n\nError: operation error STS: AssumeRole, api error AccessDenied: not authorized to perform: sts:AssumeRole on resource:\narn:aws:iam::${accountId}:role/${role}`;
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
    "got a locked state: runner@fv-az1 holds lock 0a1b2c3d-0000-1111-2222-333344445555 since 2026-11-23 06:00:00.1 +0000 UTC (OperationTypeApply); nothing was changed. If that is another run, wait for it; if it was killed, run `gh workflow run unlock.yml --ref main -f stack=app-a -f scope=app-nonprod -f lock-id=0a1b2c3d-0000-1111-2222-333344445555`, then dispatch deploy",
  ],
  [
    "the account's apply role",
    entering("666666666601", "lockstep-pipeline-apply"),
    `got no way into account 666666666601: lockstep-pipeline-apply cannot be assumed there; nothing was changed. Its plan came in, so something has happened since, or this role alone is missing: see, in this order, whether the account was closed or has left (the next plan asks AWS Organizations and says so), whether \`shared\`, which lists the accounts, waits in Pending applies, and whether the StackSet of \`bootstrap\` has finished in the account; then dispatch deploy\n${entering("666666666601", "lockstep-pipeline-apply")}`,
  ],
  [
    "another account's role",
    entering("666666666602", "lockstep-pipeline-apply"),
    `got no way to AWS as the stack's providers are set up; nothing was changed: mend the cause, then dispatch deploy\n${entering("666666666602", "lockstep-pipeline-apply")}`,
  ],
  [
    "a resource that may not be changed",
    entering("666666666601", "lockstep-pipeline-apply", "aws_backup_vault.v"),
    unknown + entering("666666666601", "lockstep-pipeline-apply", "aws_backup_vault.v"),
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
  expect(explainFailure({ said, progress: "" }, stack)).toBe(message);
});

const refused = (what: string, use: string, said: string) => `got ${what}; nothing was changed: ${use}\n${said}`;
const renew = "renew it and commit it, as docs/runbooks/lock-file.md says";

test.each([
  [
    "got a plan of another state, which somebody has put another in the place of",
    "find out who wrote to the state bucket (CloudTrail) and which of its versions is the right one, then dispatch deploy, which plans it again",
    ["Error: Saved plan does not match the given\nstate"],
  ],
  [
    "got a plan that another Terraform made",
    "dispatch deploy, which plans it again with the one that there is",
    [
      "Error: Failed to read plan from plan file\n\nCannot read the plan from the given plan file: plan file was created by\nTerraform 1.11.9, but this is 1.11.4; plan files cannot be transferred",
      'Error: Failed to load "plan" as a plan file\n\nError: the given plan file was created by an earlier version of Terraform',
    ],
  ],
  [
    "got a plan made with other providers than those that would apply it",
    "dispatch deploy, which plans it again with those that there are",
    ["Error: Inconsistent dependency lock file\n\nThe given plan file was created"],
  ],
  [
    "got a plan that Terraform cannot read",
    "dispatch deploy, which plans it again",
    [
      'Error: Failed to load "plan.tfplan" as a plan file',
      "Error: Invalid plan file",
      "Error: Failed to read plan from plan file\n\nunsupported plan file format version 4",
      "Error: Cannot apply incomplete plan",
      "Error: Saved plan has no dependency lock information",
      "Error: Failed to read dependency locks from plan file",
      "Error: saved backend configuration is invalid: no",
    ],
  ],
  [
    "got another provider than init has just installed",
    "dispatch deploy; if it says so again, find out what else writes to the runner's folders",
    [
      "Error: registry.terraform.io/hashicorp/aws: there is no package for registry.terraform.io/hashicorp/aws 5.100.0 cached in .terraform/providers",
      "Error: Required plugins are not installed",
      "Error: registry.terraform.io/hashicorp/aws: the cached package for registry.terraform.io/hashicorp/aws 5.100.0 (in .terraform/providers) does not match any of the\nchecksums recorded",
    ],
  ],
  [
    "got a provider that does not start",
    "dispatch deploy; if it says so again, see whether the runner has memory and disk left, and is of a platform that the lock file knows",
    ["Error: Failed to load plugin schemas", "Error: Failed to obtain provider\nschema: no"],
  ],
  [
    "got no lock of the state, which another run may have let go of just then",
    "dispatch deploy, which plans the stack again",
    ["Error: Error acquiring the state lock\n\nAccessDenied"],
  ],
  [
    "got no way to read the state",
    "see that the state bucket can be reached and that the state is whole (it has earlier versions), then dispatch deploy",
    [
      "Error: error loading state: Unable to list objects",
      "Error: Unsupported state file format",
      "Error: Failed to get existing workspaces: Unable",
      "Error: No valid credential sources found",
    ],
  ],
])("before its first change: %s", (means, use, all) => {
  for (const said of all) {
    expect(explainFailure({ said, progress: "" }, stack)).toBe(refused(means.slice(4), use, said));
    expect(didNothing({ said, progress: "" })).toBe(true);
    expect(explainLock(said)).toBe(null);
  }
  expect(all.length).toBeGreaterThan(0);
});

test.each([
  [
    "got a lock file without the provider that the stacks ask for",
    renew,
    "Error: Provider dependency changes\ndetected",
  ],
  [
    "got a lock file without the provider that the stacks ask for",
    renew,
    "locked provider registry.terraform.io/hashicorp/aws 5.99.0 does not match\nconfigured version constraint >= 5.100.0",
  ],
  [
    "got a provider that the lock file has no checksum of",
    "it may be of another platform than the file knows: renew the file as docs/runbooks/lock-file.md says. Is the platform in it? Then find out where this package came from",
    "Error: Failed to install provider\n\nthe local package doesn't match any of the\nchecksums previously recorded in the dependency lock file",
  ],
  [
    "got a provider version in the lock file that is not to be had any more",
    "see that the registry, or your mirror, has it; else renew the file as docs/runbooks/lock-file.md says",
    "the previously-selected version 5.105.0 is no longer available",
  ],
  ["got a lock file that cannot be read", renew, "Error: failed to read dependency lock file: 3 problems:"],
])("of a lock file: %s", (means, use, said) => {
  const told = refused(means.slice(4), use, said);

  expect(explainLock(said)).toBe(told);
  expect(explainFailure({ said, progress: "" }, stack)).toBe(told);
  expect(didNothing({ said, progress: "" })).toBe(true);
});

test.each([
  "aws_backup_vault.v: Creating...",
  "aws_backup_vault.v: Modifying... [id=v]",
  "aws_backup_vault.v (deposed object 1): Destroying... [id=v]",
  "aws_backup_vault.v: Still creating... [10s elapsed]",
  "aws_backup_vault.v: Importing... [id=v]",
  "terraform_data.a: Provisioning with 'local-exec'...",
  "(Unknown action Other for aws_backup_vault.v)",
  "Action started: action.aws_lambda_invoke.a (triggered by a)",
])("what has begun something has not done nothing, whatever it says: %s", (line) => {
  const progress = `Acquiring state lock. This may take a few moments...\n${line}\n`;

  expect(didNothing({ said: "Error: Saved plan is stale", progress })).toBe(false);
  expect(explainFailure({ said: "Error: Saved plan is stale", progress }, stack)).toBe(
    `${unknown}Error: Saved plan is stale`,
  );
});

test("reading, and waiting for the lock, begin nothing", () => {
  const progress = "Acquiring state lock. This may take a few moments...\ndata.aws_region.a: Reading...\n";

  expect(didNothing({ said: "Error: Saved plan is stale", progress })).toBe(true);
});

test("who is let in nowhere did nothing, and who is let in at one Region may have", () => {
  const role = "lockstep-pipeline-apply";
  const both = `${entering("666666666601", role)}\n${entering("666666666601", role, 'provider["registry.terraform.io/hashicorp/aws"].eu-west-1')}`;
  const one = `${entering("666666666601", role)}\n\nError: creating Backup Vault (x): no\n\n  with aws_backup_vault.w,\n  on cdk.tf.json line 1`;

  expect(didNothing({ said: both, progress: "" })).toBe(true);
  expect(didNothing({ said: both, progress: "aws_backup_vault.w: Creating...\n" })).toBe(false);
  expect(didNothing({ said: one, progress: "" })).toBe(false);
});

test("an error that nobody knows may have made something", () => {
  expect(didNothing({ said: "Error: creating Backup Vault", progress: "" })).toBe(false);
  expect(didNothing({ said: "SIGKILL", progress: "" })).toBe(false);
  expect(explainLock("Error: creating Backup Vault")).toBe(null);
});

test("a lock that nobody holds any more, or that S3 did not give, is no apply that failed half-way", () => {
  const said = "Error: Error acquiring the state\nlock\n\nStatusCode: 412, unable to retrieve file, NoSuchKey";

  expect(explainFailure({ said, progress: "" }, stack)).toBe(
    `got no lock of the state, which another run may have let go of just then; nothing was changed: dispatch deploy, which plans the stack again\n${said}`,
  );
});
