import { expect, test } from "vitest";
import { pendingLines } from "../../../src/delivery/ledger/pending-lines.ts";
import { type HeadStack, pendingStacks } from "../../../src/delivery/ledger/pending-stacks.ts";
import { affectedStack } from "../affected/support/trees.ts";

const head = (stack: string, wave: number, retired = false): HeadStack => ({
  affected: affectedStack(stack, "app-nonprod", { wave }),
  retired,
  place: "account 666666666601",
});
const lines = (stacks: readonly HeadStack[]) =>
  pendingLines(pendingStacks(stacks, [], { lockHash: "", toolHash: "tools" }));

test("what is pending is told by wave, and within one by name, whether it is new or leaves", () => {
  expect(lines([head("app-d", 3), head("app-c", 2), head("app-b", 1), head("app-a", 2, true)])).toEqual([
    "wave 1: was never applied: app-b",
    "wave 2: was never applied: app-a, app-c",
    "wave 3: was never applied: app-d",
    "4 stacks pending, 0 stacks applied as synthesized",
  ]);
});

test("one stack is one stack", () => {
  expect(lines([head("app-a", 1)]).at(-1)).toBe("1 stack pending, 0 stacks applied as synthesized");
});

test("nothing pending is said as such", () => {
  expect(lines([])).toEqual(["nothing is pending: 0 stacks applied as synthesized"]);
});
