import { markdownItem } from "../../diagnostics/render/markdown.ts";
import { linesAndMore } from "../../words/and-more.ts";
import { howManyFit } from "../../words/how-many-fit.ts";
import { fence } from "../../words/markdown.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import { closingText, toolsText, waveText } from "./affected-text.ts";
import { type ChangeCluster, changeClusters } from "./change-clusters.ts";
import { changeLines, clusterTitle } from "./change-text.ts";
import { removedProblems } from "./removed-problems.ts";

// GitHub refuses comments of more than 65,536 UTF-16 units; the rest is room for what stands around this
const longest = 60_000;
const mostBlocks = 40;
const mostProblems = 40;

/**
 * What a change comes to, as Markdown of at most 60,000 UTF-16 units: all that a pull request from a fork gets, because it
 * takes neither credentials nor Terraform. It holds addresses and names of arguments, no values.
 */
export function affectedMarkdown(affected: AffectedStacks): string {
  const start = [
    "### Stacks that this changes",
    ...problemsPart(affected),
    ...(affected.toolsChanged ? [fullSentence(toolsText)] : []),
  ];
  const end = fullSentence(closingText(affected));

  const clusters = changeClusters(affected);
  const all = clusters.map(clusterPart);
  // what says how many were left out needs room too
  const room = longest - [...start, end, leftOut(clusters.length)].join("\n\n").length - 4;
  const fitting = howManyFit(
    all.map(({ length }) => length + 2),
    room,
  );
  const parts = all.slice(0, fitting);
  const more = clusters.length - fitting;
  return [...start, ...parts, ...(more > 0 ? [leftOut(more)] : []), end].join("\n\n");
}

function problemsPart(affected: AffectedStacks): readonly string[] {
  const problems = removedProblems(affected);
  if (problems.length === 0) return [];
  const lines = linesAndMore(problems.map(markdownItem), mostProblems, "", "- ");
  return ["**Left behind**", lines.join("\n")];
}

function clusterPart(cluster: ChangeCluster): string {
  // diff colours what is behind ! as it does + and -
  const lines = changeLines(cluster, mostBlocks).map((line) => line.replace(/^~/, "!"));
  return [`**${clusterTitle(cluster)}** (${waveText(cluster.wave)})`, fence(lines, "diff")].join("\n\n");
}

const leftOut = (count: number) => `And ${count} more that change in other ways, in the run's \`affected.json\`.`;
const fullSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
