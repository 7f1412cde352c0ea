import { byText } from "../../by-text.ts";
import { markdownItem, markdownStart } from "../../diagnostics/render/markdown.ts";
import { groupBy } from "../../group-by.ts";
import { linesAndMore } from "../../words/and-more.ts";
import { counted } from "../../words/counted.ts";
import { code, details, fence, names, prose, underItem } from "../../words/markdown.ts";
import { changeLines } from "../affected/change-text.ts";
import { expectedStacks } from "../affected/expected-stacks.ts";
import { removedProblems } from "../affected/removed-problems.ts";
import type { AffectedStack } from "../handoff/affected-stacks.ts";
import { missingStacks } from "./missing-stacks.ts";
import type { ReportInput } from "./report-input.ts";
import type { Section } from "./section.ts";

const mostStacks = 20;
const mostErrorLines = 40;

/** What failed with what Terraform said, what is missing, and accounts that are not ready. */
export function notPlannedSection(input: ReportInput): readonly Section[] {
  const failed = byStack(input.summaries.filter(({ outcome }) => outcome === "failed"));
  const notReady = byStack(input.summaries.filter(({ outcome }) => outcome === "not-ready"));
  const missing = missingStacks(input);
  const total = failed.length + notReady.length + missing.length;
  if (total === 0) return [];

  const failures = [...groupBy(failed, ({ error }) => error)].map(([error, members]) => {
    const start = `- failed: ${names(
      members.map(({ stack }) => stack),
      mostStacks,
    )}`;
    const lines = error.trim() === "" ? ["Terraform said nothing"] : error.trim().split(/\r?\n/);
    const shown = linesAndMore(lines, mostErrorLines, " lines in the log of the job");
    return { text: [start, underItem(fence(shown))].join("\n\n"), short: start };
  });
  const waiting = [...groupBy(notReady, ({ error }) => error)].map(([error, members]) => {
    const told =
      error.trim() === ""
        ? "the roles of the pipeline are not there yet; see that the account is in a unit that the bootstrap deploys them to, then plan again"
        : error;
    const text = `- not ready: ${names(
      members.map(({ stack }) => stack),
      mostStacks,
    )}: ${prose(told)}`;
    return { text, short: text };
  });
  const lost = missing.length === 0 ? [] : [missingItem(missing)];
  return [
    {
      heading: `### Could not be planned: ${counted(total, "stack")}`,
      noun: "error",
      sure: 6_000,
      items: [...failures, ...lost, ...waiting],
    },
  ];
}

function missingItem(missing: readonly string[]) {
  const text = `- no plan at all: ${names(missing, mostStacks)}: the job of its shard was interrupted or cancelled; run it again`;
  return { text, short: text };
}

/** Stacks that nobody plans any more, or that would start from nothing elsewhere. */
export function removedSection({ affected }: ReportInput): readonly Section[] {
  const problems = removedProblems(affected);
  if (problems.length === 0) return [];
  return [
    {
      heading: `### Left behind: ${counted(problems.length, "stack")}`,
      noun: "stack",
      sure: 3_000,
      items: problems.map((problem) => ({ text: markdownItem(problem), short: markdownStart(problem) })),
    },
  ];
}

/** What the pipeline never plans: its own roles and state. */
export function byPersonSection({ affected }: ReportInput): readonly Section[] {
  const stacks = [
    ...affected.added.map((stack) => ({ kind: "added" as const, stack })),
    ...affected.changed.map((stack) => ({ kind: "changed" as const, stack })),
    ...affected.retiring.map((stack) => ({ kind: "retiring" as const, stack })),
  ].filter(({ stack }) => stack.wave === null);
  if (stacks.length === 0) return [];
  return [
    {
      heading: `### Applied by a person: ${counted(stacks.length, "stack")}`,
      intro:
        "The pipeline neither plans nor applies it: after the merge, somebody with administrator access runs `lockstep bootstrap`.",
      noun: "stack",
      items: stacks.map(({ kind, stack }) => byPersonItem(kind, stack)),
    },
  ];
}

function byPersonItem(kind: "added" | "changed" | "retiring", { stack, scope, wave, blocks }: AffectedStack) {
  const lines = changeLines({ kind, scope, wave, blocks, stacks: [stack] }, 60).map((line) => line.replace(/^~/, "!"));
  const start = `- ${code(stack)}`;
  return { text: [start, underItem(details("its JSON", fence(lines, "diff")))].join("\n\n"), short: start };
}

/** What this report says nothing about: no silence may look like a clean bill. */
export function notJudgedSection(input: ReportInput): readonly Section[] {
  const notReady = input.summaries.filter(({ outcome }) => outcome === "not-ready").map(({ stack }) => stack);
  const byPerson = [...input.affected.added, ...input.affected.changed, ...input.affected.retiring]
    .filter(({ wave }) => wave === null)
    .map(({ stack }) => stack);
  const stacks = [...new Set([...input.decision.notJudged, ...notReady, ...byPerson])].sort();
  if (stacks.length === 0) return [];
  const text = `- ${names(stacks, mostStacks)}: no plan was judged by the guard`;
  return [
    {
      heading: `### Not judged: ${counted(stacks.length, "stack")} of ${counted(expectedStacks(input.affected).length + byPerson.length, "affected one")}`,
      noun: "stack",
      items: [{ text, short: `- ${names(stacks, 3)}` }],
    },
  ];
}

const byStack = <Item extends { readonly stack: string }>(items: readonly Item[]) =>
  [...items].sort(byText(({ stack }) => stack));
