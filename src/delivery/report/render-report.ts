import { toolsText } from "../affected/affected-text.ts";
import { deployPart } from "./deploy-part.ts";
import { allowedSection, standingSection } from "./guard-section.ts";
import { headline } from "./headline.ts";
import { leftoversSection } from "./leftovers-section.ts";
import { lossesSection } from "./losses-section.ts";
import type { ReportInput } from "./report-input.ts";
import { byPersonSection, notJudgedSection, notPlannedSection, removedSection } from "./rest-sections.ts";
import { fitSections, type Limit } from "./section.ts";
import { strangeKeysSection } from "./strange-keys-section.ts";
import { waveSections } from "./wave-sections.ts";

/** By which the pipeline finds its own comment again; the comment starts with it. */
export const planMarker = "<!-- lockstep:plan -->";

/** GitHub refuses comments of more than 65,536 UTF-16 units; the rest is room for what stands around it. */
export const longestComment = 60_000;
/** GitHub drops a job summary of more than 1 MiB a step. https://docs.github.com/en/actions/reference/limits */
export const longestJobSummary = 1_048_576;

/** What a change comes to, as the comment of its pull request: at most {@link longestComment} UTF-16 units. */
export const renderComment = (input: ReportInput) =>
  render(input, 4_000, {
    most: longestComment,
    measure: (text) => text.length,
    elsewhere: "in the job summary",
  });

/** The same with more room: at most {@link longestJobSummary} bytes. */
export const renderJobSummary = (input: ReportInput) =>
  render(input, 20_000, {
    most: longestJobSummary,
    measure: (text) => Buffer.byteLength(text),
    elsewhere: "in the summaries that the plan jobs left as artifacts",
  });

function render(input: ReportInput, longestDiff: number, limit: Limit): string {
  const start = [
    planMarker,
    `## ${input.deploy ? "What this deploy applies" : "What this changes"}`,
    headline(input),
    ...(input.affected.toolsChanged ? [`${toolsText.charAt(0).toUpperCase()}${toolsText.slice(1)}.`] : []),
    ...deployPart(input),
  ].join("\n\n");
  const sections = [
    ...standingSection(input.decision),
    ...allowedSection(input.decision),
    ...lossesSection(input.summaries),
    ...leftoversSection(input.summaries),
    ...waveSections(input, longestDiff),
    ...notPlannedSection(input),
    ...removedSection(input),
    ...byPersonSection(input),
    ...notJudgedSection(input),
    ...strangeKeysSection(input.summaries),
  ];
  return fitSections(start, sections, limit);
}
