import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { applyNoteFile } from "../../../src/delivery/handoff/apply-note.ts";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import type { ObjectStore } from "../../../src/delivery/handoff/object-store.ts";
import { readLedger } from "../../../src/delivery/ledger/read-ledger.ts";
import { wasRetired } from "../../../src/delivery/ledger/was-retired.ts";
import { appliedEntry, tombstone } from "./support/entries.ts";

const storeOf = (objects: Readonly<Record<string, string>>, gone: readonly string[] = []): ObjectStore => ({
  get: async (key) => (objects[key] === undefined ? null : Buffer.from(objects[key])),
  list: async (prefix) => [...Object.keys(objects), ...gone].filter((key) => key.startsWith(prefix)).sort(),
  put: async () => {},
  putNew: async () => "exists",
});

const endedNote = applyNoteFile.text({
  ...{ apply: "7/1", commit: "a".repeat(40), runUrl: "" },
  ...{ beganAt: "2026-11-30T12:00:00Z", endedAt: "2026-11-30T12:01:00Z" },
});

test("the ledger is read scope by scope, broken entries too, and nothing else that lies there", async () => {
  const retired = { ...tombstone, stack: "app-z", scope: "app-prod" } as const;
  const store = storeOf(
    {
      "ledger/app-prod/app-z.json": ledgerFile.text(retired),
      "ledger/app-prod/app-z.applying.json": endedNote,
      "ledger/app-nonprod/app-b.json": "{}",
      "ledger/app-nonprod/app-a.json": ledgerFile.text(appliedEntry),
      "ledger/app-nonprod/app-a.applying.json": "an apply's note",
      "ledger/app-nonprod/notes.txt": "no entry",
      "ledger/app-nonprod/Odd.json": "no stack",
      "ledger/app-nonprod/deep/app-a.json": ledgerFile.text(appliedEntry),
      "ledger/bootstrap/bootstrap.json": "a person's",
    },
    ["ledger/shared/shared.json"],
  );

  expect(await readLedger(store)).toEqual([
    { stack: "app-a", scope: "app-nonprod", entry: appliedEntry, isLost: true },
    {
      stack: "app-b",
      scope: "app-nonprod",
      entry: { broken: "got a ledger entry without version; this Lockstep reads version 1" },
      isLost: false,
    },
    { stack: "app-z", scope: "app-prod", entry: retired, isLost: false },
  ]);
});

test("of a large ledger 32 entries are read at a time", async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `ledger/app-prod/app-${index}.json`);
  let [reading, most] = [0, 0];
  const store = {
    ...storeOf({}, keys),
    get: async () => {
      reading += 1;
      most = Math.max(most, reading);
      await setImmediate();
      reading -= 1;
      return Buffer.from("{}");
    },
  };

  expect(await readLedger(store)).toHaveLength(100);
  expect(most).toBe(32);
});

test("a stack was retired when a tombstone says so, and nothing less", async () => {
  const place = { stack: "app-a", scope: "app-nonprod" } as const;
  const was = (text?: string) =>
    wasRetired(storeOf(text === undefined ? {} : { "ledger/app-nonprod/app-a.json": text }), place);

  expect(await was(ledgerFile.text(tombstone))).toBe(true);
  expect(await was(ledgerFile.text(appliedEntry))).toBe(false);
  expect(await was("{")).toBe(false);
  expect(await was()).toBe(false);
});
