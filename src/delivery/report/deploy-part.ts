import { counted } from "../../words/counted.ts";
import { code, fence, prose } from "../../words/markdown.ts";
import type { ReportInput } from "./report-input.ts";
import { changedOf } from "./reviewed.ts";

/** In a deploy: whether what is about to be applied is what was reviewed, and how somebody accepts what is not. */
export function deployPart({ deploy, summaries }: ReportInput): readonly string[] {
  if (!deploy) return [];
  const changed = changedOf(summaries).length;
  if (changed === 0) return [];
  const guarded = [...deploy.held.values()].filter((reason) => reason === "guard").length;
  const unseen = deploy.held.size - guarded;
  const id = `Report ${code(deploy.reportId)}.`;
  if (deploy.held.size === 0) {
    const why =
      deploy.accepted === "this" ? "somebody read and accepted this report" : "every change is as it was reviewed";
    return [`Nothing is held back: ${why}. ${id}`];
  }
  return [
    `**${counted(deploy.held.size, "changed stack")} of ${changed} ${deploy.held.size === 1 ? "is" : "are"} held back** and will not be applied. ${id}`,
    ...(deploy.accepted === "another"
      ? ["Another report was accepted than this one: these plans differ from those that were accepted. Read these."]
      : []),
    ...(unseen > 0 && deploy.reviewed.why ? [`Not counted as shown to anybody: ${prose(deploy.reviewed.why)}.`] : []),
    ...(deploy.whyAlone.length > 0
      ? [
          `Nobody but the author has agreed: ${prose(deploy.whyAlone.join("; "))}. Somebody else accepts it, or the repository is set up so that somebody else has to agree: ${code("preflight --github")} says what is missing.`,
        ]
      : []),
    ...(unseen > 0
      ? [
          "To apply what is held back, read it below, then run the deploy workflow by hand and give it the id of this report; if the plans come to the same again, nothing is held:",
          fence([`gh workflow run deploy.yml -f accept=${deploy.reportId}`]),
        ]
      : []),
    ...(guarded > 0 ? [`Accepting does not help ${counted(guarded, "stack")} that the guard stops.`] : []),
  ];
}
