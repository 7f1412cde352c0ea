import { expect, test } from "vitest";
import type { ApplyOutcome, StackResult } from "../../../src/delivery/handoff/stack-result.ts";
import type { ResultsInput } from "../../../src/delivery/report/left-stacks.ts";
import { renderPending, renderResults } from "../../../src/delivery/report/render-results.ts";

const result = (stack: string, outcome: ApplyOutcome, message = ""): StackResult => ({
  ...{ stack, scope: "app-prod", wave: 4, outcome, message },
});
const inputOf = (...results: readonly StackResult[]): ResultsInput => ({
  expected: new Map(results.map(({ stack, wave }) => [stack, wave])),
  plans: [],
  results,
  heldBack: { reasons: {}, reportId: "" },
  ...{ waves: [], onDispatch: false },
});

test("each outcome that leaves something has its part, in the order of weight", () => {
  const input = inputOf(
    ...(["superseded", "not-ready", "held", "not-tried", "failed"] as const).map((outcome) => result(outcome, outcome)),
  );

  expect(
    [...renderPending({ ...input, expected: new Map([...input.expected, ["lost", 4]]) }).matchAll(/^### .*$/gm)].map(
      String,
    ),
  ).toEqual([
    "### Failed (1)",
    "### Not planned: their plan job did not finish (1)",
    "### Not tried (1)",
    "### Held back (1)",
    "### Not ready (1)",
  ]);
});

test.each([
  [[result("a", "applied")], "1 stack applied, 0 as they should be, nothing is left."],
  [[result("a", "unchanged")], "0 stacks applied, 1 as it should be, nothing is left."],
  [
    [
      result("a", "applied"),
      result("b", "applied"),
      result("c", "unchanged"),
      result("d", "unchanged"),
      result("e", "held"),
    ],
    "2 stacks applied, 2 as they should be, 1 left for a later run.",
  ],
  [[result("a", "superseded")], "0 stacks applied, 0 as they should be, 1 applied by another run, nothing is left."],
])("what a deploy came to is said in one sentence", (results, sentence) => {
  expect(renderResults(inputOf(...results)).split(/\n+/)[1]).toBe(sentence);
});

test("what is left is told in the issue, one or many, and nothing where nothing is left", () => {
  expect(renderPending(inputOf(result("a", "held")))).toBe(
    "1 stack of the last deploy has merged changes that are not applied. The next deploy plans them again.\n\n### Held back (1)\n\nEach line says what to do; more in docs/runbooks/failed-apply.md.\n\n- `a`\n",
  );
  expect(renderPending(inputOf(result("b", "held", "why"), result("a", "held", "why")))).toBe(
    "2 stacks of the last deploy have merged changes that are not applied. The next deploy plans them again.\n\n### Held back (2)\n\nEach line says what to do; more in docs/runbooks/failed-apply.md.\n\n- `a`, `b`: why\n",
  );
  expect(renderPending(inputOf(result("a", "applied"), result("b", "superseded")))).toBe("");
});

test("what is applied and has left something in AWS is told in the issue and on the page, and keeps the issue open", () => {
  const input = inputOf(result("a", "applied", "k-1 is used by nothing"), result("b", "unchanged", "may stand in AWS"));
  const part =
    "### In AWS, and in no state (2)\n\nThey are as config says, and something else stands there, or may; each line says what and how to find it (docs/runbooks/failed-apply.md). The next deploy does not say it again.\n\n- `a`: k-1 is used by nothing\n- `b`: may stand in AWS\n";

  expect(renderPending(input)).toBe(`Everything that was merged is applied.\n\n${part}`);
  expect(renderResults(input)).toContain(`nothing is left.\n\n${part}`);
  // another run has said it
  expect(renderPending(inputOf(result("a", "superseded", "applied from this commit already")))).toBe("");
});

test("a message is told as far as 2,000 signs go", () => {
  const textOf = (length: number) => renderPending(inputOf(result("a", "failed", "x".repeat(length))));

  expect(textOf(2000)).toContain(`: ${"x".repeat(2000)}\n`);
  expect(textOf(2001)).toContain(`: ${"x".repeat(2000)}…\n`);
});

test("what has no room is counted, and said to be in the logs", () => {
  const results = Array.from({ length: 60 }, (_, index) =>
    result(`app-${index}`, "failed", `${index}${"x".repeat(1500)}`),
  );
  const text = renderPending(inputOf(...results));

  expect(text.length).toBeLessThanOrEqual(60_000);
  // where its message has no room, a stack is named all the same
  expect(text.match(/^- `app-\d+`$/gm)?.length).toBeGreaterThan(0);
  const many = Array.from({ length: 6000 }, (_, index) => result(`app-${index}`, "failed", `${index}`));
  expect(renderPending(inputOf(...many))).toMatch(/\n- and [\d,]+ more rows in the logs of the jobs\n$/);
});
