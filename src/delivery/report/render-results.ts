import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { names, prose } from "../../words/markdown.ts";
import type { ApplyOutcome } from "../handoff/stack-result.ts";
import { type LeftStack, type LeftState, leftStacks, type ResultsInput } from "./left-stacks.ts";
import { longestComment } from "./render-report.ts";
import { fitSections, type Section } from "./section.ts";

const mostStacks = 20;

const runbook = (name: string) => `docs/runbooks/${name}.md`;

/** In the order of weight: what it is called, and what whoever reads it does next. */
const parts: readonly (readonly [state: LeftState, heading: string, next: string])[] = [
  ["failed", "Failed", `Each line says what to do; more in ${runbook("failed-apply")}. Then dispatch deploy.`],
  [
    "plan-failed",
    "Could not be planned",
    `Mend what the plan says (${runbook("failed-apply")}; of the lock file, ${runbook("lock-file")}), then dispatch deploy.`,
  ],
  ["not-planned", "Not planned: their plan job did not finish", "See that job's log, then dispatch deploy."],
  [
    "report-failed",
    "Planned, but the report failed: nobody could see what they come to",
    "Nothing was applied. See the report job's log (GitHub may have been out of reach), then dispatch deploy.",
  ],
  [
    "no-result",
    "Not reached: no job said what became of them",
    "See the logs of the jobs, then dispatch deploy, which plans them from what there is.",
  ],
  [
    "not-begun",
    "Not begun: not approved, cancelled, or the runner was lost",
    "Nothing was applied to them. See the run: if it was rejected on purpose, revert the change; else dispatch deploy.",
  ],
  ["not-tried", "Not tried", "Mend what failed before them, then dispatch deploy."],
  [
    "waiting",
    "Waiting for approval",
    "Review the run and approve its environments, wave after wave; or reject it, and revert the change.",
  ],
  [
    "to-accept",
    "Waiting for somebody to accept the report",
    "Nothing is applied here until then: read the run's report, and run deploy with its id.",
  ],
  ["held", "Held back", `Each line says what to do; more in ${runbook("failed-apply")}.`],
  [
    "not-ready",
    "Not ready",
    `The account does not let the pipeline in yet, or not any more; each line says what to look at. Closed for good: ${runbook("retire-an-account")}.`,
  ],
  ["left", "Left to the deploy of a newer commit", "Nothing, if that deploy is at work; else dispatch deploy."],
];

const leftInAws = {
  heading: "In AWS, and in no state",
  next: `They are as config says, and something else stands there, or may; each line says what and how to find it (${runbook("failed-apply")}). The next deploy does not say it again.`,
};

/** What a deploy came to, for the job summary. */
export function renderResults(input: ResultsInput): string {
  const of = (outcome: ApplyOutcome) => input.results.filter((result) => result.outcome === outcome).length;
  const [applied, same, others] = [of("applied"), of("unchanged"), of("superseded")];
  const left = leftStacks(input).length;
  const start = [
    "## What this deploy came to",
    `${counted(applied, "stack")} applied, ${grouped(same)} as ${same === 1 ? "it" : "they"} should be, ${others > 0 ? `${grouped(others)} applied by another run, ` : ""}${left === 0 ? "nothing is left" : `${grouped(left)} left for a later run`}.`,
  ].join("\n\n");
  return rendered(start, input);
}

/** What merged and is not applied, for the issue that reminds of it; empty when nothing is left. */
export function renderPending(input: ResultsInput): string {
  const left = leftStacks(input).length;
  if (left === 0 && beside(input).length === 0) return "";
  const start =
    left === 0
      ? "Everything that was merged is applied."
      : `${counted(left, "stack")} of the last deploy ${left === 1 ? "has" : "have"} merged changes that are not applied. The next deploy plans them again.`;
  return rendered(start, input);
}

interface Part {
  readonly heading: string;
  readonly next: string;
  readonly found: readonly Pick<LeftStack, "stack" | "message">[];
}

/** Stacks that are applied, and have left something beside their state, each with what it is. */
const beside = ({ results }: ResultsInput) =>
  results.filter(({ outcome, message }) => (outcome === "applied" || outcome === "unchanged") && message !== "");

function rendered(start: string, input: ResultsInput): string {
  const left = leftStacks(input);
  const all: readonly Part[] = [
    ...parts.map(([state, heading, next]) => ({ heading, next, found: left.filter((one) => one.state === state) })),
    { ...leftInAws, found: beside(input) },
  ];
  const sections = all.flatMap(({ heading, next, found }): readonly Section[] => {
    if (found.length === 0) return [];
    const items = [...groupBy(found, ({ message }) => message)].map(([message, members]) => {
      const start = `- ${names(
        members.map(({ stack }) => stack),
        mostStacks,
      )}`;
      return { text: message === "" ? start : `${start}: ${prose(message, 2000)}`, short: start };
    });
    return [{ heading: `### ${heading} (${grouped(found.length)})`, intro: next, noun: "row", items }];
  });
  return fitSections(start, sections, {
    most: longestComment,
    measure: (text) => text.length,
    elsewhere: "in the logs of the jobs",
  });
}
