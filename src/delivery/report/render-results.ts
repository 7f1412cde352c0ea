import { byText } from "../../by-text.ts";
import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { names, prose } from "../../words/markdown.ts";
import type { HeldStacks } from "../handoff/held-stacks.ts";
import type { ApplyOutcome, StackResult } from "../handoff/stack-result.ts";
import { heldWords } from "./held-words.ts";
import { longestComment } from "./render-report.ts";
import { fitSections, type Section } from "./section.ts";

const mostStacks = 20;

/** What merged changes of these stacks came to, and which of them are not applied. */
export interface ResultsInput {
  /** Stacks that were to be applied. */
  readonly expected: readonly string[];
  readonly results: readonly StackResult[];
  /** What the report held back: no job was started for some of it. */
  readonly heldBack: HeldStacks;
}

const headings: readonly (readonly [outcome: ApplyOutcome | "no-result", heading: string])[] = [
  ["failed", "Failed"],
  ["no-result", "Not reached: no job said what became of them"],
  ["not-tried", "Not tried, because their shard was stopped"],
  ["held", "Held back"],
  ["not-ready", "Not ready"],
  ["superseded", "Left to a newer run"],
  ["left", "Left to the deploy of a newer commit"],
];

/** What a deploy came to, for the job summary. */
export function renderResults(input: ResultsInput): string {
  const of = (outcome: ApplyOutcome) => input.results.filter((result) => result.outcome === outcome).length;
  const [applied, same] = [of("applied"), of("unchanged")];
  const left = leftOver(input).length;
  const start = [
    "## What this deploy came to",
    `${counted(applied, "stack")} applied, ${grouped(same)} as ${same === 1 ? "it" : "they"} should be, ${left === 0 ? "nothing is left" : `${grouped(left)} left for a later run`}.`,
  ].join("\n\n");
  return rendered(start, input);
}

/** What merged and is not applied, for the issue that reminds of it; empty when nothing is left. */
export function renderPending(input: ResultsInput): string {
  const left = leftOver(input).length;
  if (left === 0) return "";
  const start = `${counted(left, "stack")} of the last deploy ${left === 1 ? "has" : "have"} merged changes that are not applied. The next deploy plans them again.`;
  return rendered(start, input);
}

function rendered(start: string, input: ResultsInput): string {
  const left = leftOver(input);
  const sections = headings.flatMap(([outcome, heading]): readonly Section[] => {
    const found = left.filter((result) => result.outcome === outcome);
    if (found.length === 0) return [];
    const items = [...groupBy(found, ({ message }) => message)].map(([message, members]) => {
      const start = `- ${names(
        members.map(({ stack }) => stack),
        mostStacks,
      )}`;
      return { text: message === "" ? start : `${start}: ${prose(message, 2000)}`, short: start };
    });
    return [{ heading: `### ${heading} (${grouped(found.length)})`, noun: "row", items }];
  });
  return fitSections(start, sections, {
    most: longestComment,
    measure: (text) => text.length,
    elsewhere: "in the logs of the jobs",
  });
}

type Left = Pick<StackResult, "stack" | "message"> & { readonly outcome: ApplyOutcome | "no-result" };

function leftOver({ expected, results, heldBack }: ResultsInput): readonly Left[] {
  const told = new Set(results.map(({ stack }) => stack));
  const silent = expected
    .filter((stack) => !told.has(stack))
    .map((stack): Left => {
      const reason = heldBack.reasons[stack];
      return reason === undefined
        ? { stack, outcome: "no-result", message: "" }
        : { stack, outcome: "held", message: heldWords(reason, heldBack.reportId) };
    });
  const left = results.filter(({ outcome }) => outcome !== "applied" && outcome !== "unchanged");
  return [...left, ...silent].sort(byText(({ stack }) => stack));
}
