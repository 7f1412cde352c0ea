import * as backup from "@aws-sdk/client-backup";
import { expect, test } from "vitest";
import { fromJson, operationsOf, toJson } from "./wire-schema.ts";

const { input, output } = operationsOf(backup).get("DescribeBackupVault") ?? { input: 0, output: 0 };
const vault = { BackupVaultName: "local", Locked: true, CreationDate: new Date("2026-11-01T00:00:00.5Z") };

test("timestamps go out as seconds and come in as dates", () => {
  const sent = toJson(output, vault, "vault");

  expect(sent).toEqual({ BackupVaultName: "local", Locked: true, CreationDate: 1_793_491_200.5 });
  expect(fromJson(output, sent, "vault")).toEqual(vault);
});

test.each([
  ["a member that AWS does not have", { Owner: "us" }, 'vault.Owner: got "us"; use nothing but BackupVaultName,'],
  ["a text for a truth", { Locked: "yes" }, 'vault.Locked: got "yes"; use a boolean'],
  ["a text for a number", { NumberOfRecoveryPoints: "7" }, 'vault.NumberOfRecoveryPoints: got "7"; use a number'],
  ["a number for a date", { CreationDate: 7 }, "vault.CreationDate: got 7; use a date"],
  ["nothing at all where a text may be", { BackupVaultName: null }, "vault.BackupVaultName: got null; use a string"],
])("%s does not go out", (_, wrong, message) => {
  expect(() => toJson(output, { ...vault, ...wrong }, "vault")).toThrow(message);
});

test("what AWS always sends has to be there", () => {
  expect(() => toJson(input, {}, "vault")).toThrow("vault.BackupVaultName: got undefined; use a value");
});

test("members that AWS does not know come in as if they were not there", () => {
  expect(fromJson(input, { BackupVaultName: "local", New: 1 }, "vault")).toEqual({ BackupVaultName: "local" });
});

test("every operation says where it is found", () => {
  const operations = [...operationsOf(backup).values()];

  expect(operations.length).toBeGreaterThan(100);
  expect(operations.filter(({ http }) => http === null)).toEqual([]);
});
