import { expect, test } from "vitest";
import { Vault, type VaultProps } from "../../src/constructs/vault.ts";
import { all } from "../support/stacks.ts";
import { statementsIn, synth } from "./support/synth.ts";

const statement = (Sid: string) => ({ Sid, Effect: "Deny", Action: "backup:*", Resource: "*" }) as const;
const vaultWith = (changes: Partial<VaultProps>) =>
  synth((scope, provider) => {
    new Vault(scope, "local", {
      provider,
      name: "lockstep-local",
      keyAlias: "alias/lockstep-local",
      keyStatements: [statement("OfTheKey")],
      accessStatements: [statement("OfTheVault")],
      lock: null,
      tags: { reason: "card data" },
      ...changes,
    });
  });

test("a vault has a key of its own under its alias, a policy each, and Terraform destroys neither", () => {
  const stack = vaultWith({});

  expect(all(stack, "aws_backup_vault")).toMatchObject([
    {
      name: "lockstep-local",
      kms_key_arn: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/),
      tags: { reason: "card data" },
      lifecycle: { prevent_destroy: true },
    },
  ]);
  expect(all(stack, "aws_kms_key")).toMatchObject([
    {
      description: "encrypts the recovery points of backup vault lockstep-local",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      tags: { reason: "card data" },
      lifecycle: { prevent_destroy: true },
    },
  ]);
  expect(statementsIn(all(stack, "aws_kms_key")[0])).toEqual([statement("OfTheKey")]);
  expect(all(stack, "aws_kms_alias")).toMatchObject([
    { name: "alias/lockstep-local", target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.key_id\}$/) },
  ]);
  expect(all(stack, "aws_backup_vault_policy")).toMatchObject([
    { backup_vault_name: expect.stringMatching(/^\$\{aws_backup_vault\..*\.name\}$/) },
  ]);
  expect(statementsIn(all(stack, "aws_backup_vault_policy")[0])).toEqual([statement("OfTheVault")]);
  expect(all(stack, "aws_backup_vault_lock_configuration")).toEqual([]);
});

test("a lock has its bounds, Terraform never removes it, and only a compliance lock has a cooling-off time", () => {
  const locked = (changeableForDays: number | null) =>
    all(
      vaultWith({ lock: { minDays: 7, maxDays: 365, changeableForDays, isFinal: false } }),
      "aws_backup_vault_lock_configuration",
    );

  expect(locked(3)).toMatchObject([
    {
      backup_vault_name: expect.stringMatching(/^\$\{aws_backup_vault\..*\.name\}$/),
      min_retention_days: 7,
      max_retention_days: 365,
      changeable_for_days: 3,
      lifecycle: { prevent_destroy: true },
    },
  ]);
  expect(locked(null)).toHaveLength(1);
  expect(locked(null)[0]).not.toHaveProperty("changeable_for_days");
});
