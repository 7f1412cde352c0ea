import { expect, test } from "vitest";
import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { testAttack } from "./attack.ts";
import { type Edit, isMerged, resourceOf } from "./merged-change.ts";

const vaultPolicy = { type: "aws_backup_vault_policy", name: "eu-west-2_policy" };
const key = { type: "aws_kms_key", name: "eu-west-2_key" };
const permissions = { type: "aws_iam_role_policy", name: "lockstep-auditor_permissions" };

/** A policy with other statements. */
function withStatements(
  stack: string,
  { type, name }: Omit<Edit, "sets">,
  change: (statements: readonly Statement[]) => readonly Statement[],
  more: Edit["sets"] = {},
): Edit {
  const document = JSON.parse(String(resourceOf(stack, type, name)["policy"])) as Document;
  const policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
  return { type, name, sets: { policy, ...more } };
}

const adding = (statement: Statement) => (all: readonly Statement[]) => [...all, statement];
const onlyDenials = (all: readonly Statement[]) => all.filter(({ Effect }) => Effect === "Deny");
const denial = (...actions: readonly string[]): Statement => ({
  Sid: "LockOut",
  Effect: "Deny",
  Principal: "*",
  Action: actions,
  Resource: "*",
});
const refuses = (place: string, ...lines: readonly string[]) =>
  lines.map((line) => `verify-synth: resource.${place}${line}`).join("; ");
const bypass = { bypass_policy_lockout_safety_check: true };

testAttack({
  id: "guard-wider-role",
  steps: [],
  ends: [
    isMerged({
      does: "allows the auditor all of CloudFormation besides",
      stack: "shared",
      edits: [
        withStatements("shared", permissions, adding({ Effect: "Allow", Action: "cloudformation:*", Resource: "*" })),
      ],
      today: refuses(
        "aws_iam_role_policy.lockstep-auditor_permissions",
        '.policy: statement number 5: got {"Effect":"Allow","Action":"cloudformation:*","Resource":"*"}, which is not expected',
      ),
    }),
  ],
});

testAttack({
  id: "guard-lock-out",
  steps: [],
  ends: [
    isMerged({
      does: "denies everybody to restore from the vault, to copy out of it and to mend its policy",
      stack: "central-prod",
      edits: [
        withStatements(
          "central-prod",
          vaultPolicy,
          adding(
            denial(
              "backup:PutBackupVaultAccessPolicy",
              "backup:DeleteBackupVaultAccessPolicy",
              "backup:StartRestoreJob",
              "backup:CopyFromBackupVault",
            ),
          ),
        ),
      ],
      today: refuses(
        "aws_backup_vault_policy.eu-west-2_policy",
        '.policy: statement LockOut: got {"Sid":"LockOut","Effect":"Deny","Principal":"*","Action":["backup:PutBackupVaul…, which is not expected',
      ),
    }),
    isMerged({
      does: "denies everybody the use of the key and the mending of its policy, and bypasses the lock-out check",
      stack: "central-prod",
      edits: [
        withStatements(
          "central-prod",
          key,
          adding(denial("kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy")),
          bypass,
        ),
      ],
      today: refuses(
        "aws_kms_key.eu-west-2_key",
        '.policy: statement LockOut: got {"Sid":"LockOut","Effect":"Deny","Principal":"*","Action":["kms:Decrypt","kms:Cr…, which is not expected',
        ".bypass_policy_lockout_safety_check: got true, which is not expected",
      ),
    }),
  ],
});

testAttack({
  id: "guard-lost-allows",
  steps: [],
  ends: [
    isMerged({
      does: "lets nobody use the key any more, and bypasses the lock-out check",
      stack: "central-prod",
      edits: [withStatements("central-prod", key, onlyDenials, bypass)],
      today: refuses(
        "aws_kms_key.eu-west-2_key",
        ".policy: statement IamPoliciesDecide: got none; put it back",
        ".policy: statement CopiesByAccount: got none; put it back",
        ".policy: statement CopyGrantsByAccount: got none; put it back",
        ".policy: statement CopiesByUnit: got none; put it back",
        ".policy: statement CopyGrantsByUnit: got none; put it back",
        ".policy: statement PipelineKeepsThis: got none; put it back",
        ".bypass_policy_lockout_safety_check: got true, which is not expected",
      ),
    }),
    isMerged({
      does: "lets nobody copy into the vault any more",
      stack: "central-prod",
      edits: [withStatements("central-prod", vaultPolicy, onlyDenials)],
      today: refuses(
        "aws_backup_vault_policy.eu-west-2_policy",
        ".policy: statement CopyInByAccount: got none; put it back",
        ".policy: statement CopyInByUnit: got none; put it back",
      ),
    }),
  ],
});

test("a policy that loses its denials does not pass", async () => {
  const withoutDenials = (all: readonly Statement[]) => all.filter(({ Effect }) => Effect === "Allow");

  for (const place of [vaultPolicy, key]) {
    const edits = [withStatements("central-prod", place, withoutDenials)];
    const { goesOn } = await isMerged({ does: "", stack: "central-prod", edits, today: "" }).answer();

    expect(goesOn, place.type).toBe(false);
  }
});
