import { expect, test } from "vitest";
import { shardsOf } from "../../../src/delivery/affected/shards.ts";
import type { BrokenEntry, LedgerEntry } from "../../../src/delivery/handoff/ledger-entry.ts";
import { pendingLines } from "../../../src/delivery/ledger/pending-lines.ts";
import { type HeadStack, pendingStacks } from "../../../src/delivery/ledger/pending-stacks.ts";
import type { LedgerRecord } from "../../../src/delivery/ledger/read-ledger.ts";
import type { Scope } from "../../../src/names.ts";
import { affectedStack } from "../affected/support/trees.ts";
import { appliedEntry, tombstone } from "./support/entries.ts";

const hash = "a".repeat(64);

const head = (
  stack: string,
  { scope = "app-nonprod", wave = 2, configHash = hash, retired = false }: Partial<Head> = {},
): HeadStack => ({
  affected: { ...affectedStack(stack, scope, { wave }), configHash },
  retired,
  place: `account 666666666601, s3://states/state/${scope}/${stack}.tfstate`,
});

interface Head {
  readonly scope: Scope;
  readonly wave: number;
  readonly configHash: string;
  readonly retired: boolean;
}

const record = (stack: string, entry: Partial<LedgerEntry> | BrokenEntry = {}, scope: Scope = "app-nonprod") =>
  ({ stack, scope, entry: "broken" in entry ? entry : { ...appliedEntry, stack, scope, ...entry } }) as LedgerRecord;
const retiredRecord = (stack: string): LedgerRecord => ({
  stack,
  scope: "app-nonprod",
  entry: { ...tombstone, stack },
  isLost: false,
});

const judge = (stacks: readonly HeadStack[], ledger: readonly LedgerRecord[], lockHash = "") =>
  pendingStacks(stacks, ledger, { lockHash, toolHash: "tools" });

test.each<[string, HeadStack, readonly LedgerRecord[], string | undefined]>([
  ["that was applied as it is", head("app-a"), [record("app-a")], undefined],
  ["that the ledger does not know", head("app-a"), [], "was never applied"],
  [
    "of another config",
    head("app-a", { configHash: "e".repeat(64) }),
    [record("app-a")],
    "config differs from what was applied",
  ],
  [
    "that was applied with a lock file",
    head("app-a"),
    [record("app-a", { lockHash: "f".repeat(64) })],
    "another lock file than it was applied with",
  ],
  [
    "with a broken entry",
    head("app-a"),
    [record("app-a", { broken: "got no JSON" })],
    "its ledger entry is broken (got no JSON), so what was applied is not known",
  ],
  [
    "of which an apply did not end well since",
    head("app-a"),
    [{ ...record("app-a"), isLost: true }],
    "its last apply did not end well, so what stands in AWS is not known",
  ],
  [
    "that was let go in spite of an apply that did not end well",
    head("app-a", { retired: true }),
    [{ ...retiredRecord("app-a"), isLost: true }],
    undefined,
  ],
  ["that is retired and was let go", head("app-a", { retired: true }), [retiredRecord("app-a")], undefined],
  ["that was let go and comes back", head("app-a"), [retiredRecord("app-a")], "was retired and comes back"],
  ["that is another's", head("app-a"), [record("app-b")], "was never applied"],
])("a stack %s", (_, stack, ledger, reason) => {
  expect(judge([stack], ledger).reasons["app-a"]).toBe(reason);
});

test("a stack that is asked for is planned whatever the ledger says, and no other", () => {
  const [stacks, ledger] = [
    [head("app-a"), head("app-b")],
    [record("app-a"), record("app-b")],
  ];

  const { reasons, changed } = pendingStacks(stacks, ledger, {
    lockHash: "",
    toolHash: "tools",
    also: new Set(["app-b"]),
  });

  expect(reasons).toEqual({ "app-b": "asked for, as if it were not applied" });
  expect(changed.map(({ stack }) => stack)).toEqual(["app-b"]);
});

test("a retired stack that is asked for is planned as one that retires", () => {
  const stacks = [head("app-a", { retired: true }), head("app-b", { retired: true })];
  const options = { lockHash: "", toolHash: "tools", also: new Set(["app-a"]) };

  const { reasons, changed, retiring, unchanged } = pendingStacks(stacks, [record("app-a"), record("app-b")], options);

  expect(reasons).toEqual({ "app-a": "asked for, as if it were not applied" });
  expect([changed, retiring.map(({ stack }) => stack), unchanged]).toEqual([[], ["app-a"], 1]);
});

test("a lock file that is new, or another, makes everything pending", () => {
  const [stack, entry] = [head("app-a"), record("app-a", { lockHash: "1".repeat(64) })];

  expect(judge([stack], [entry], "1".repeat(64)).reasons).toEqual({});
  expect(judge([stack], [entry], "2".repeat(64)).reasons).toEqual({
    "app-a": "another lock file than it was applied with",
  });
});

test("what is pending comes as affected does, so that shards can be made of it, wave by wave", () => {
  const pending = judge(
    [
      head("policies-prod", { scope: "policies-prod", wave: 5 }),
      head("app-c", { retired: true, configHash: "e".repeat(64) }),
      head("app-b", { configHash: "e".repeat(64) }),
      head("app-a"),
      head("shared", { scope: "shared", wave: 1 }),
      head("app-d"),
    ],
    [record("app-b"), record("app-c"), record("app-d")],
  );

  expect(pending).toMatchObject({
    added: [{ stack: "app-a" }, { stack: "policies-prod" }, { stack: "shared" }],
    changed: [{ stack: "app-b" }],
    retiring: [{ stack: "app-c" }],
    ...{ removed: [], moved: [], unchanged: 1, toolHash: "tools", toolsChanged: false },
  });
  expect(shardsOf(pending, { max: 60, perShard: 25 })).toEqual([
    { index: 0, scope: "shared", wave: 1, stacks: ["shared"] },
    { index: 1, scope: "app-nonprod", wave: 2, stacks: ["app-a", "app-b", "app-c"] },
    { index: 2, scope: "policies-prod", wave: 5, stacks: ["policies-prod"] },
  ]);
  expect(pendingLines(pending)).toEqual([
    "wave 1: was never applied: shared",
    "wave 2: was never applied: app-a",
    "wave 2: config differs from what was applied: app-b, app-c",
    "wave 5: was never applied: policies-prod",
    "5 stacks pending, 1 stack applied as synthesized",
  ]);
});

test("a stack that is no longer synthesized is told of, unless Terraform has let go of it", () => {
  const pending = judge(
    [head("app-a")],
    [record("app-a"), record("app-b"), retiredRecord("app-c"), record("shared", {}, "shared")],
  );

  expect(pending.removed.map(({ stack }) => stack)).toEqual(["app-b", "shared"]);
  expect(pendingLines(pending)).toEqual([
    "app-b: got no file of account 666666666601 any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached",
    "shared: got no such stack any more; put it back: nobody would plan what it made, which stays in AWS",
    "nothing is pending: 1 stack applied as synthesized",
  ]);
});

test("a retired stack that Terraform has let go of is not planned again, and its file may go", () => {
  const pending = judge([head("app-a", { retired: true })], [retiredRecord("app-a")]);

  expect(pending.released).toEqual(["app-a"]);
  expect(pendingLines(pending)).toEqual([
    "app-a: is retired and Terraform has let go of it; its account's file may be removed",
    "nothing is pending: 1 stack applied as synthesized",
  ]);
});

test("of each stack that is pending it is told when it was applied last, as far as somebody knows", () => {
  const applied = { commit: "1".repeat(40), appliedAt: "2026-11-01T06:00:00.000Z", configHash: "0".repeat(64) };
  const letGo = { ...tombstone, stack: "app-d", commit: "2".repeat(40), retiredAt: "2026-11-02T06:00:00.000Z" };

  const { since, reasons } = judge(
    ["app-a", "app-b", "app-c", "app-d", "app-e"].map((stack) => head(stack)),
    [
      record("app-b", applied),
      record("app-c", { broken: "got no JSON" }),
      { ...retiredRecord("app-d"), entry: letGo },
      record("app-e"),
    ],
  );

  expect(Object.keys(reasons)).toEqual(["app-a", "app-b", "app-c", "app-d"]);
  // of a broken entry nothing is known, which is not the same as never
  expect(since).toEqual({
    "app-a": null,
    "app-b": { commit: applied.commit, appliedAt: applied.appliedAt },
    "app-d": { commit: letGo.commit, appliedAt: letGo.retiredAt },
  });
});

test("a retired stack that comes back is planned, and its file stays", () => {
  const { released, reasons } = judge([head("app-a")], [retiredRecord("app-a")]);

  expect(reasons).toEqual({ "app-a": "was retired and comes back" });
  expect(released).toEqual([]);
});

test("a stack in another scope than it was applied in would start from nothing", () => {
  const moved = head("app-a", { scope: "app-prod", wave: 4 });

  expect(judge([moved], [record("app-a")]).moved).toEqual([
    {
      stack: "app-a",
      from: "account 666666666601, scope app-nonprod",
      to: "account 666666666601, s3://states/state/app-prod/app-a.tfstate",
    },
  ]);
  expect(judge([moved], [record("app-a"), record("app-a", {}, "app-prod")])).toMatchObject({ moved: [], reasons: {} });
});

test("of many stacks with one reason the first twenty are named", () => {
  const stacks = Array.from({ length: 22 }, (_, index) => head(`app-${String(index).padStart(2, "0")}`));

  expect(pendingLines(judge(stacks, []))[0]).toMatch(/^wave 2: was never applied: app-00, .*, app-19 and 2 more$/);
  expect(pendingLines(judge(stacks.slice(0, 20), []))[0]).toMatch(/, app-19$/);
});

test("a stack whose first apply did not end well, and that is synthesized no more, is left behind", () => {
  const unfinished = ["app-a", "app-b"].map((stack) => ({ stack, scope: "app-nonprod" as const }));

  const found = pendingStacks([head("app-a")], [], { lockHash: "", toolHash: "tools", unfinished });

  expect(found.removed).toEqual([
    { stack: "app-b", scope: "app-nonprod", wave: null, accountId: "unknown", retired: false },
  ]);
  expect(found.reasons).toEqual({ "app-a": "was never applied" });
  expect(pendingLines(found)[0]).toBe(
    "app-b: got no file of account unknown any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached",
  );
});
