import { z } from "zod";
import { ask } from "./ask.ts";
import { type Gh, ghFailure } from "./gh.ts";

/** What a text was written of: a commit of the deploying branch, and when the ledger was read for it, as ISO 8601. */
export interface TextAge {
  readonly commit: string;
  readonly readAt: string;
}

const comparison = z.object({ status: z.enum(["ahead", "behind", "identical", "diverged"]) });
const mark = /^<!-- lockstep-of ([0-9a-f]{40}) (\S+) -->$/m;

/** A text that says of what it was written, which readers don't see. */
export const withAge = (text: string, { commit, readAt }: TextAge): string =>
  `${text.trimEnd()}\n\n<!-- lockstep-of ${commit} ${readAt} -->\n`;

/** @returns `null`: the text does not say it */
export function ageIn(text: string): TextAge | null {
  const [, commit = "", readAt = ""] = mark.exec(text.replaceAll("\r\n", "\n")) ?? [];
  return Number.isNaN(Date.parse(readAt)) ? null : { commit, readAt };
}

/**
 * Whether the text that there is knows more than the one that would take its place: it is of a newer commit, or of a later
 * look at the same. A run may wait for approval, or be begun again, long after a newer one has ended.
 */
export async function knowsMore(gh: Gh, repository: string, there: TextAge, own: TextAge): Promise<boolean> {
  const isLater = Date.parse(there.readAt) > Date.parse(own.readAt);
  if (there.commit === own.commit) return isLater;
  const path = `${repository}/compare/${there.commit}...${own.commit}?per_page=1`;
  const status = await ask(gh, path, comparison).then(
    (compared) => compared.status,
    (error: unknown) => {
      // main was moved by force, and the commit is gone
      if (ghFailure(error)?.status === 404) return "diverged";
      throw error;
    },
  );
  return status === "behind" || (status === "diverged" && isLater);
}
