import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { leftStacks, type ResultsInput, type WaveResult } from "../../../src/delivery/report/left-stacks.ts";
import { renderPending } from "../../../src/delivery/report/render-results.ts";

const id = "5e0f".repeat(16);
const expected = new Map([
  ["shared", 1],
  ["app-dev", 2],
  ["app-prod", 4],
]);
const plan = (stack: string, outcome: "changed" | "unchanged" | "failed" | "not-ready" = "changed", error = "") => ({
  ...{ stack, outcome, error },
});
const planned = [...expected.keys()].map((stack) => plan(stack));
const input = (more: Partial<ResultsInput> = {}): ResultsInput => ({
  ...{ expected, plans: planned, heldBack: { reasons: {}, reportId: id }, waves: [], onDispatch: false, results: [] },
  ...more,
});
const applied = (stack: string) => ({
  ...({ stack, scope: "shared", wave: 1, outcome: "applied", message: "" } as const),
});
const states = (more: Partial<ResultsInput>) =>
  leftStacks(input(more)).map(({ stack, state, message }) => [stack, state, message]);
const waves = (...results: readonly WaveResult[]) => results;

test("before the first wave, what is to be applied waits for approval", () => {
  expect(states({})).toEqual([
    ["app-dev", "waiting", ""],
    ["app-prod", "waiting", ""],
    ["shared", "waiting", ""],
  ]);
});

test("where nothing is applied until somebody accepts, it waits for that, then and later", () => {
  const told = [
    ["app-dev", "to-accept", `run deploy with accept=${id}`],
    ["app-prod", "to-accept", `run deploy with accept=${id}`],
    ["shared", "to-accept", `run deploy with accept=${id}`],
  ];

  expect(states({ onDispatch: true })).toEqual(told);
  expect(states({ onDispatch: true, waves: waves("skipped", "skipped", "skipped", "skipped", "skipped") })).toEqual(
    told,
  );
});

test("what a wave that failed keeps from beginning was not tried, and names that wave", () => {
  const results = [{ ...applied("shared"), outcome: "failed", message: "no quota" } as const];

  expect(states({ waves: waves("failure", "skipped", "skipped", "skipped", "skipped"), results })).toEqual([
    ["app-dev", "not-tried", "wave 1 did not end well, and this one stands on it"],
    ["app-prod", "not-tried", "wave 1 did not end well, and this one stands on it"],
    ["shared", "failed", "no quota"],
  ]);
});

test.each(["failure", "cancelled", "skipped"] as const)(
  "what nobody approved, or was cancelled before it began, was not begun: %s",
  (own) => {
    const results = [applied("shared"), applied("app-dev")];

    expect(states({ waves: waves("success", "success", "skipped", own, "skipped"), results })).toEqual([
      ["app-prod", "not-begun", ""],
    ]);
  },
);

test("what its wave says nothing of, which ended well, is told as such", () => {
  expect(
    states({ waves: waves("success", "success", "success", "success", "success") }).map(([, state]) => state),
  ).toEqual(["no-result", "no-result", "no-result"]);
});

test("without a report, what could be planned had none, and the rest keeps its own reason", () => {
  const plans = [plan("shared", "not-ready", "no role"), plan("app-dev", "failed", "Error: no")];

  expect(states({ heldBack: null, plans: [plan("app-prod"), ...plans], waves: waves("skipped") })).toEqual([
    ["app-dev", "plan-failed", "Error: no"],
    ["app-prod", "report-failed", ""],
    ["shared", "not-ready", "no role"],
  ]);
  expect(states({ heldBack: null, plans: [] }).map(([, state]) => state)).toEqual([
    "not-planned",
    "not-planned",
    "not-planned",
  ]);
});

test("a stack that is held says how it is let go, whatever a job beside it says", () => {
  const heldBack = { reasons: { shared: "differs", "app-dev": "waits" } as const, reportId: id };
  const results = [{ ...applied("shared"), outcome: "held", message: "as the report says" } as const];

  expect(states({ heldBack, results, waves: waves("success") }).filter(([, state]) => state === "held")).toEqual([
    ["app-dev", "held", "waits until the stacks of its class are applied, or backups would fail there every night"],
    [
      "shared",
      "held",
      `comes to something else than what was reviewed: read the report and run deploy with accept=${id}`,
    ],
  ]);
});

test("what is left to a newer commit is, though it was held as well", () => {
  const heldBack = { reasons: { shared: "differs" } as const, reportId: id };
  const results = [{ ...applied("shared"), outcome: "left", message: "main is at 1" } as const];

  expect(states({ heldBack, results })[2]).toEqual(["shared", "left", "main is at 1"]);
});

test("every state has a part of its own in the issue, with its next step", () => {
  const left = (stack: string, outcome: "failed" | "not-tried" | "left") => ({
    ...applied(stack),
    ...{ outcome, message: "" },
  });
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
  const all = input({
    expected: new Map(names.map((name, index) => [name, index < 8 ? 1 : 2])),
    plans: [...names.slice(0, 7).map((name) => plan(name)), plan("i")].map((one) =>
      one.stack === "a" ? plan("a", "failed", "Error") : one.stack === "b" ? plan("b", "not-ready", "no role") : one,
    ),
    heldBack: { reasons: { c: "guard" }, reportId: id },
    results: [left("d", "failed"), left("f", "left")],
    waves: waves("failure"),
  });
  const parts = [
    all,
    input(),
    input({ onDispatch: true }),
    input({ heldBack: null }),
    input({ waves: waves("success", "success", "success", "success", "success") }),
  ]
    .map(renderPending)
    .join("\n");
  const headings = [...parts.matchAll(/^### (.*) \([\d,]+\)\n\n(.+)$/gm)].map(([, heading, next]) => [heading, next]);

  expect(headings.map(([heading]) => heading).sort()).toEqual([
    "Could not be planned",
    "Failed",
    "Held back",
    "Left to the deploy of a newer commit",
    "Not begun: not approved, cancelled, or the runner was lost",
    "Not planned: their plan job did not finish",
    "Not reached: no job said what became of them",
    "Not ready",
    "Not tried",
    "Planned, but the report failed: nobody could see what they come to",
    "Waiting for approval",
    "Waiting for somebody to accept the report",
  ]);
  for (const [heading, next] of headings) {
    expect(next, heading).not.toMatch(/^- /);
    for (const [page] of next?.matchAll(/docs\/runbooks\/[a-z-]+\.md/g) ?? [])
      expect(readFileSync(page, "utf8")).not.toBe("");
    expect(readFileSync("docs/runbooks/failed-apply.md", "utf8")).toContain(`| ${heading} `);
  }
});
