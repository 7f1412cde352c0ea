import { expect, test } from "vitest";
import type { HoldReason } from "../../../src/delivery/handoff/held-stacks.ts";
import { deployPart } from "../../../src/delivery/report/deploy-part.ts";
import { heldWords } from "../../../src/delivery/report/held-words.ts";
import type { ReportInput } from "../../../src/delivery/report/report-input.ts";
import { inputOf, plan, summaryOf, updated } from "./support/plans.ts";

const changing = ["app-a", "app-b", "app-c"].map((stack) =>
  summaryOf(stack, "app-prod", plan(updated("aws_x.a", { a: 1 }, { a: 2 }))),
);
type Deploy = NonNullable<ReportInput["deploy"]>;
const partOf = (held: Readonly<Record<string, HoldReason>>, more: Partial<Deploy> = {}, summaries = changing) =>
  deployPart(
    inputOf(summaries, {
      deploy: {
        ...{ held: new Map(Object.entries(held)), reportId: "r-1", accepted: "none", whyAlone: [] },
        reviewed: { commit: "c", digests: [{ stack: "app-a", digest: "d" }] },
        ...more,
      },
    }),
  );
const howTo = [
  "To apply what is held back, read it below, then run the deploy workflow by hand and give it the id of this report; if the plans come to the same again, nothing is held:",
  "```\ngh workflow run deploy.yml -f accept=r-1\n```",
];

test("of a pull request, and of a deploy that changes nothing, nothing is said", () => {
  expect(deployPart(inputOf(changing))).toEqual([]);
  expect(partOf({}, {}, [summaryOf("app-a", "app-prod", plan())])).toEqual([]);
});

test("where nothing is held back it is said why", () => {
  expect(partOf({})).toEqual(["Nothing is held back: every change is as it was reviewed. Report `r-1`."]);
  expect(partOf({}, { accepted: "this" })).toEqual([
    "Nothing is held back: somebody read and accepted this report. Report `r-1`.",
  ]);
});

test("what is held back is counted, and how to accept it is told", () => {
  expect(partOf({ "app-a": "differs" })).toEqual([
    "**1 changed stack of 3 is held back** and will not be applied. Report `r-1`.",
    ...howTo,
  ]);
  expect(partOf({ "app-a": "differs", "app-b": "not-reviewed" })).toEqual([
    "**2 changed stacks of 3 are held back** and will not be applied. Report `r-1`.",
    ...howTo,
  ]);
});

test("accepting is told of only where it helps", () => {
  expect(partOf({ "app-a": "guard" }).slice(1)).toEqual(["Accepting does not help 1 stack that the guard stops."]);
  expect(partOf({ "app-a": "guard", "app-b": "guard", "app-c": "differs" }).slice(1)).toEqual([
    ...howTo,
    "Accepting does not help 2 stacks that the guard stops.",
  ]);
});

test("that another report was accepted is told, and why no review was found", () => {
  expect(partOf({ "app-a": "differs" }, { accepted: "another" })[1]).toBe(
    "Another report was accepted than this one: these plans differ from those that were accepted. Read these.",
  );
  const none = { commit: "c", digests: [] };
  expect(partOf({ "app-a": "differs" }, { reviewed: { ...none, why: "no run" } })[1]).toBe(
    "Not counted as shown to anybody: no run.",
  );
  expect(partOf({ "app-a": "differs" }, { reviewed: none })[1]).toBe(howTo[0]);
});

test.each<[HoldReason, string]>([
  ["guard", "the guard stops it: change it back, or have an allowance reviewed"],
  ["waits", "waits until the stacks of its class are applied, or backups would fail there every night"],
  ["differs", "comes to something else than what was reviewed: read the report and run deploy with accept=r-1"],
  ["not-reviewed", "no pull request that counts has shown it: read the report and run deploy with accept=r-1"],
])("what to do about a stack that is held for %s is told", (held, words) => {
  expect(heldWords(held, "r-1")).toBe(words);
});

test("who else has to agree is told where nobody has", () => {
  const part = partOf({ "app-a": "alone" }, { whyAlone: ["ada has a part in pull request 7", "neither of two"] });

  expect(part).toEqual([
    "**1 changed stack of 3 is held back** and will not be applied. Report `r-1`.",
    "Nobody but the author has agreed: ada has a part in pull request 7; neither of two. Somebody else accepts it, or the repository is set up so that somebody else has to agree: `preflight --github` says what is missing.",
    ...howTo,
  ]);
  expect(heldWords("alone", "r-1")).toBe(
    "nobody but its author has agreed to it: somebody else reads the report and runs deploy with accept=r-1",
  );
});
