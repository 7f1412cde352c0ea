import { sentence } from "../../diagnostics/sentence.ts";
import { linesAndMore } from "../../words/and-more.ts";
import { counted } from "../../words/counted.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import { changeClusters } from "./change-clusters.ts";
import { changeLines, clusterTitle } from "./change-text.ts";
import { removedProblems } from "./removed-problems.ts";

const mostBlocks = 12;
const mostProblems = 20;

/** What a change comes to, for people: by wave, stacks that change alike in one line. */
export function affectedLines(affected: AffectedStacks): readonly string[] {
  const problems = removedProblems(affected).map((problem) => `${problem.place.stack}: ${sentence(problem)}`);
  const lines = [...linesAndMore(problems, mostProblems, " that would be left behind")];
  if (affected.toolsChanged) lines.push(toolsText);

  let heading = "";
  for (const cluster of changeClusters(affected)) {
    const wave = waveText(cluster.wave);
    if (wave !== heading) lines.push(...(lines.length > 0 ? [""] : []), wave);
    heading = wave;
    lines.push(`  ${clusterTitle(cluster)}`, ...changeLines(cluster, mostBlocks).map((line) => `    ${line}`));
  }
  return [...lines, ...(lines.length > 0 ? [""] : []), closingText(affected)];
}

/** Why stacks are listed in which nothing of their own changes. */
export const toolsText =
  "another version of Terraform or of a provider, or another lock file: every stack is planned again";

export const waveText = (wave: number | null) => (wave === null ? "applied by a person" : `wave ${wave}`);

/** What the reviewer most wants to hear: how many are not concerned. */
export function closingText({ added, changed, retiring, removed, unchanged }: AffectedStacks): string {
  const concerned = added.length + changed.length + retiring.length + removed.length;
  if (concerned === 0) return `nothing changes for ${counted(unchanged, "stack")}`;
  return unchanged === 0 ? "no stack stays as it is" : `nothing changes for the other ${counted(unchanged, "stack")}`;
}
