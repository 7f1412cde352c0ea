import { describe, expect, test } from "vitest";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { leftByAnotherConfig } from "../../../src/delivery/ledger/left-by-another-config.ts";
import { unfinishedStacks } from "../../../src/delivery/ledger/unfinished-stacks.ts";
import { appliedEntry, tombstone } from "./support/entries.ts";

const place = { stack: "app-a", scope: "app-nonprod" } as const;
const ledger = "ledger/app-nonprod";
const storeOf = (objects: Readonly<Record<string, string>>) => ({
  get: async (key: string) => (objects[key] === undefined ? null : Buffer.from(objects[key])),
  list: async (prefix: string) => Object.keys(objects).filter((key) => key.startsWith(prefix)),
});
const lost = { apply: "7/1", runUrl: "https://acme.example/7", beganAt: "2026-11-24T06:00:00.000Z" };
const [own, other] = [appliedEntry.configHash, "f".repeat(64)];
const note = (endedAt: string | null) =>
  JSON.stringify({ version: 1, apply: "7/1", commit: "", runUrl: "", beganAt: lost.beganAt, endedAt });

describe("an apply that did not end well", () => {
  test("of another config may have left what nothing looks for, which is said with its run", async () => {
    expect(await leftByAnotherConfig(storeOf({}), place, { ...lost, configHash: other }, own)).toBe(
      'an apply (7/1, https://acme.example/7) that did not end well was of another config than this: what that alone would have made may stand in AWS and in no state, and nothing looks for it. Find it as docs/runbooks/failed-apply.md says, "What a reverted change may have left"',
    );
  });

  test("of the same config has left nothing that is not looked for", async () => {
    expect(await leftByAnotherConfig(storeOf({}), place, { ...lost, configHash: own }, own)).toBe(null);
  });

  test.each([
    ["what was applied before it is what config says again", ledgerFile.text(appliedEntry), true],
    ["config says something new", ledgerFile.text({ ...appliedEntry, configHash: other }), false],
    ["it was the first", undefined, false],
    ["the ledger's entry is broken", "{", false],
    ["the account was retired before it", ledgerFile.text(tombstone), false],
  ])("that was noted without its config may have left something where %s", async (_, entry, isTold) => {
    const store = storeOf(entry === undefined ? {} : { [`${ledger}/app-a.json`]: entry });

    expect((await leftByAnotherConfig(store, place, lost, own)) !== null).toBe(isTold);
  });
});

test("a stack is unfinished as long as its first apply has not ended well", async () => {
  const store = storeOf({
    [`${ledger}/app-a.applying.json`]: note(null),
    [`${ledger}/app-b.applying.json`]: note("2026-11-24T06:00:00.000Z"),
    [`${ledger}/app-c.applying.json`]: note(null),
    [`${ledger}/app-c.json`]: ledgerFile.text({ ...appliedEntry, stack: "app-c" }),
    [`${ledger}/app-d.applying.json`]: "{",
    [`${ledger}/deep/app-e.applying.json`]: note(null),
  });

  expect(await unfinishedStacks(store)).toEqual([
    { scope: "app-nonprod", stack: "app-a" },
    { scope: "app-nonprod", stack: "app-d" },
  ]);
});
