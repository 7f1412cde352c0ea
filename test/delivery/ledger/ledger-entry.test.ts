import { expect, test } from "vitest";
import {
  isTombstone,
  type LedgerEntry,
  ledgerText,
  parseLedgerEntry,
} from "../../../src/delivery/ledger/ledger-entry.ts";
import { appliedEntry, tombstone } from "./support/entries.ts";

const place = { stack: "app-a", scope: "app-nonprod" } as const;

test.each<[string, LedgerEntry, boolean]>([
  ["what was applied", appliedEntry, false],
  ["what was applied without a change", { ...appliedEntry, digest: "" }, false],
  ["what was applied with a lock file", { ...appliedEntry, lockHash: "d".repeat(64) }, false],
  ["a retired stack", tombstone, true],
])("an entry of %s is read as it was written", (_, entry, isRetired) => {
  const read = parseLedgerEntry(ledgerText(entry), place);

  expect(read).toEqual(entry);
  expect(isTombstone(read as LedgerEntry)).toBe(isRetired);
});

test.each<[string, unknown, string]>([
  ["no object", [], "got the whole: "],
  ["a later version", { ...appliedEntry, version: 2 }, "got version: "],
  ["another stack", { ...appliedEntry, stack: "app-b" }, "got the entry of app-nonprod/app-b"],
  ["another scope", { ...appliedEntry, scope: "app-prod" }, "got the entry of app-prod/app-a"],
  ["a scope that the pipeline does not apply", { ...appliedEntry, scope: "bootstrap" }, "got scope: "],
  ["a hash a digit short", { ...appliedEntry, configHash: "a".repeat(63) }, "got configHash: "],
  ["a branch for a commit", { ...appliedEntry, commit: "main" }, "got commit: "],
  ["a time that is none", { ...appliedEntry, appliedAt: "yesterday" }, "got appliedAt: "],
  ["a field more", { ...appliedEntry, extra: 1 }, "got the whole: "],
  ["a tombstone that is taken back", { ...tombstone, retired: false }, "got retired: "],
  ["a tombstone without resources", { ...tombstone, resources: undefined }, "got resources: "],
])("an entry with %s is broken, which is no error", (_, entry, broken) => {
  expect(parseLedgerEntry(JSON.stringify(entry), place)).toEqual({ broken: expect.stringContaining(broken) });
});

test("an entry that was cut off is broken", () => {
  expect(parseLedgerEntry('{"version":1', place)).toEqual({ broken: "got no JSON" });
});
