import { expect, test } from "vitest";
import {
  isTombstone,
  type LedgerEntry,
  ledgerFile,
  parseLedgerEntry,
} from "../../../src/delivery/handoff/ledger-entry.ts";
import { appliedEntry, tombstone } from "../ledger/support/entries.ts";

const place = { stack: "app-a", scope: "app-nonprod" } as const;

test.each<[string, LedgerEntry, boolean]>([
  ["what was applied", appliedEntry, false],
  ["what was applied without a change", { ...appliedEntry, digest: "" }, false],
  ["what was applied with a lock file", { ...appliedEntry, lockHash: "d".repeat(64) }, false],
  ["a retired stack", tombstone, true],
])("an entry of %s is read as it was written", (_, entry, isRetired) => {
  const read = parseLedgerEntry(ledgerFile.text(entry), place);

  expect(read).toEqual(entry);
  expect(isTombstone(read as LedgerEntry)).toBe(isRetired);
});

test.each<[string, object, string]>([
  ["no object", [], "got [] where an object must be"],
  [
    "a later version",
    { ...appliedEntry, version: 2 },
    "got version 2 of a ledger entry; this Lockstep reads version 1",
  ],
  ["another stack", { ...appliedEntry, stack: "app-b" }, "got the entry of app-nonprod/app-b"],
  ["another scope", { ...appliedEntry, scope: "app-prod" }, "got the entry of app-prod/app-a"],
  ["a scope that the pipeline does not apply", { ...appliedEntry, scope: "bootstrap" }, 'scope: got "bootstrap"'],
  ["a hash a digit short", { ...appliedEntry, configHash: "a".repeat(63) }, "configHash: got "],
  ["a branch for a commit", { ...appliedEntry, commit: "main" }, 'commit: got "main"'],
  ["a time that is none", { ...appliedEntry, appliedAt: "yesterday" }, 'appliedAt: got "yesterday"'],
  ["a field more", { ...appliedEntry, extra: 1 }, "extra: got an unknown key"],
  ["a tombstone that is taken back", { ...tombstone, retired: false }, "retired: got false"],
  ["a tombstone without resources", { ...tombstone, resources: undefined }, "resources: got nothing"],
])("an entry with %s is broken, which is no error", (_, entry, broken) => {
  expect(parseLedgerEntry(Array.isArray(entry) ? "[]" : JSON.stringify({ version: 1, ...entry }), place)).toEqual({
    broken: expect.stringContaining(broken),
  });
});

test("an entry that was cut off is broken", () => {
  expect(parseLedgerEntry('{"version":1', place)).toEqual({
    broken: expect.stringMatching(/^got no JSON \(.+\)$/),
  });
});

test("a broken entry says all that is wrong with it", () => {
  const text = JSON.stringify({ version: 1, ...appliedEntry, commit: "main", accountId: "1" });

  expect(parseLedgerEntry(text, appliedEntry)).toEqual({ broken: 'accountId: got "1", commit: got "main"' });
});
