import { expect, test } from "vitest";
import type { Document, Statement } from "../../support/policy-document.ts";
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
      today: "passes",
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
      today: "passes",
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
      today: "passes",
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
      today: "passes",
    }),
    isMerged({
      does: "lets nobody copy into the vault any more",
      stack: "central-prod",
      edits: [withStatements("central-prod", vaultPolicy, onlyDenials)],
      today: "passes",
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
