import { expect, test } from "vitest";
import { findingsIn } from "../../../src/delivery/handoff/drift-findings.ts";

const hidden = (findings: unknown) =>
  `<!-- lockstep-drift-data ${Buffer.from(JSON.stringify(findings)).toString("base64")} -->`;
const former = {
  class: "drift",
  scope: "s".repeat(50),
  shape: "a".repeat(64),
  title: "t".repeat(2000),
  lines: ["l".repeat(1000)],
  stacks: { "app-a": "2026-11-20T06:00:00.000Z" },
};

test("what an issue held until November 2026 is read, as long as any of it may be", () => {
  expect(findingsIn(hidden([former]))).toEqual([
    {
      ...{ rule: "stack-drifted", severity: "error", place: { scope: former.scope, stacks: former.stacks } },
      ...{ got: former.title, why: "", use: "", shape: former.shape, lines: former.lines },
    },
  ]);
  expect(findingsIn(hidden({ version: 1, findings: Array(2000).fill(former) }))).toHaveLength(2000);
});

test.each([
  ["another class", { class: "fine" }],
  ["a scope that is too long", { scope: "s".repeat(51) }],
  ["a shape that is too long", { shape: "a".repeat(65) }],
  ["a title that is too long", { title: "t".repeat(2001) }],
  ["a line that is too long", { lines: ["l".repeat(1001)] }],
  ["too many lines", { lines: Array(201).fill("l") }],
  ["a name that is no stack's", { stacks: { "../x": former.stacks["app-a"] } }],
  ["a time that is none", { stacks: { "app-a": "yesterday" } }],
  ["a key more", { rule: "stack-drifted" }],
])("with %s nothing is read: whoever may edit the issue may write there what they like", (_, changed) => {
  expect(findingsIn(hidden([former]))).not.toBe(null);
  expect(findingsIn(hidden([{ ...former, ...changed }]))).toBe(null);
});

test("more findings than there can be are not read", () => {
  expect(findingsIn(hidden(Array(2001).fill(former)))).toBe(null);
});
