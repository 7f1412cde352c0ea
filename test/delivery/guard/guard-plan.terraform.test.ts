import { describe, expect, test } from "vitest";
import { sentence } from "../../../src/diagnostics/sentence.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { stackJson } from "../support/synthesized-folder.ts";
import { type Deployed, violationsOfPlan } from "./support/real-plan.ts";

const missing = await missingTerraformTools();

const provider = "aws.eu-west-2";
const vaultArn = "arn:aws:backup:eu-west-2:555555555555:backup-vault:lockstep-local";
const deny = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Stays", Effect: "Deny", Principal: "*", Action: actions, Resource: "*" }],
  });
const backupPolicy = (days: string) =>
  JSON.stringify({
    plans: {
      gold: {
        regions: { "@@assign": ["eu-west-2"] },
        rules: { daily: { lifecycle: { delete_after_days: { "@@assign": days } } } },
      },
    },
  });
const vault = (name: string) => ({
  id: name,
  arn: vaultArn.replace("lockstep-local", name),
  name,
  kms_key_arn: "arn:aws:kms:eu-west-2:555555555555:key/1",
  recovery_points: 0,
  force_destroy: null,
  tags: null,
  tags_all: { owner: "payments@acme.example" },
  timeouts: null,
});
const lock = (name: string, settings: object) => ({
  id: name,
  backup_vault_name: name,
  backup_vault_arn: vaultArn.replace("lockstep-local", name),
  min_retention_days: 7,
  max_retention_days: 365,
  changeable_for_days: null,
  ...settings,
});
const policy = (name: string, type: string, content: string) => ({
  id: name,
  arn: `arn:aws:organizations::111111111111:policy/o-a/${name}`,
  name,
  type,
  content,
  description: "",
  skip_destroy: null,
  tags: null,
  tags_all: { owner: "payments@acme.example" },
});

const deployed: Deployed = {
  "aws_backup_vault.stays": vault("stays"),
  "aws_backup_vault.moves": vault("moves"),
  "aws_backup_vault.goes": vault("goes"),
  "aws_backup_vault.renamed": vault("renamed"),
  "aws_backup_vault.forgotten": vault("forgotten"),
  "aws_backup_vault_lock_configuration.weakened": lock("stays", {}),
  "aws_backup_vault_policy.weakened": {
    id: "stays",
    backup_vault_arn: vaultArn,
    backup_vault_name: "stays",
    policy: deny("backup:DeleteRecoveryPoint", "backup:DeleteBackupVault"),
  },
  "aws_organizations_policy.shortened": policy("p-1", "BACKUP_POLICY", backupPolicy("90")),
  "aws_organizations_policy.lengthened": policy("p-2", "BACKUP_POLICY", backupPolicy("90")),
  "aws_organizations_policy_attachment.goes": {
    id: "555555555555:p-1",
    policy_id: "p-1",
    target_id: "555555555555",
    skip_destroy: null,
  },
};
const changed = {
  moved: [{ from: "aws_backup_vault.moves", to: "aws_backup_vault.moved" }],
  removed: [{ from: "aws_backup_vault.forgotten", lifecycle: { destroy: false } }],
  resource: {
    aws_backup_vault: {
      stays: { provider, name: "stays", kms_key_arn: vault("stays").kms_key_arn },
      moved: { provider, name: "moves", kms_key_arn: vault("moves").kms_key_arn },
      renamed: { provider, name: "other", kms_key_arn: vault("renamed").kms_key_arn },
    },
    aws_backup_vault_lock_configuration: {
      weakened: { provider, backup_vault_name: "stays", min_retention_days: 6, max_retention_days: 366 },
      armed: { provider, backup_vault_name: "moves", min_retention_days: 7, changeable_for_days: 3 },
      governance: { provider, backup_vault_name: "renamed", min_retention_days: 7 },
    },
    aws_backup_vault_policy: {
      weakened: { provider, backup_vault_name: "stays", policy: deny("backup:DeleteRecoveryPoint") },
    },
    aws_organizations_policy: {
      shortened: { provider, name: "p-1", type: "BACKUP_POLICY", content: backupPolicy("89") },
      lengthened: { provider, name: "p-2", type: "BACKUP_POLICY", content: backupPolicy("91") },
    },
  },
};

// one run for all tests: it takes seconds
let run: ReturnType<typeof violationsOfPlan> | undefined;
const found = async (address: string) => {
  run ??= violationsOfPlan(deployed, stackJson(changed));
  const all = await run;
  return all
    .filter(({ place }) => address === "" || place.address === address)
    .map((violation) =>
      address === "" ? `${violation.place.address} ${violation.rule}` : `${violation.rule}: ${sentence(violation)}`,
    );
};

describe.skipIf(missing)("what Terraform and the AWS provider say of a plan", { timeout: 180_000 }, () => {
  test.each([
    [
      "a vault that goes",
      "aws_backup_vault.goes",
      ["delete: aws_backup_vault is deleted; with it goes the vault, and every backup in it; keep it"],
    ],
    [
      "a vault with another name",
      "aws_backup_vault.renamed",
      [
        "replace: aws_backup_vault is deleted and created anew; in between, or for ever, goes the vault, and every backup in it; keep it",
      ],
    ],
    [
      "a vault that is taken out of the state",
      "aws_backup_vault.forgotten",
      [
        "forget: aws_backup_vault is left behind, seen by nobody; unguarded stays the vault, and every backup in it; keep it",
      ],
    ],
    ["a vault that only moves to another address", "aws_backup_vault.moved", []],
    [
      "a lock whose bounds widen, which the provider replaces",
      "aws_backup_vault_lock_configuration.weakened",
      [
        "replace: aws_backup_vault_lock_configuration is deleted and created anew; in between, or for ever, goes the lock: backups can be deleted early; keep it",
        "lock-weakened: the shortest retention of the lock falls from 7 to 6 days; keep 7 or more",
        "lock-weakened: the longest retention of the lock grows from 365 to 366 days; keep 365 or less",
      ],
    ],
    [
      "a new compliance lock",
      "aws_backup_vault_lock_configuration.armed",
      [
        "lock-armed: a compliance lock is armed: 3 days after the apply nobody can ever remove it, AWS included; leave arm out",
      ],
    ],
    ["a new governance lock", "aws_backup_vault_lock_configuration.governance", []],
    [
      "an access policy that denies less",
      "aws_backup_vault_policy.weakened",
      ["denial-lost: no longer denies backup:DeleteBackupVault (statement Stays); keep the denial"],
    ],
    [
      "a shorter retention",
      "aws_organizations_policy.shortened",
      ["retention-lowered: rule daily of plan gold keeps for 89 days instead of 90 days; keep 90 days"],
    ],
    ["a longer retention", "aws_organizations_policy.lengthened", []],
    [
      "a target that loses its policy",
      "aws_organizations_policy_attachment.goes",
      [
        "delete: aws_organizations_policy_attachment is deleted; with it goes the policy's hold on this target: its backups or guardrails end there; keep it",
      ],
    ],
  ])("%s", async (_, address, lines) => {
    expect(await found(address)).toEqual(lines);
  });

  test("nothing else in the plan is held against it", async () => {
    expect(await found("")).toHaveLength(10);
  });
});
