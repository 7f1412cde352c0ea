import { z } from "zod";

/** Who writes on GitHub; `null`: the account is deleted. */
export const user = z.object({ login: z.string(), type: z.string() }).nullable();

/** Whether it was written with a workflow's own token: nobody else can write as this bot. */
export const isActionsBot = (author: z.infer<typeof user>) =>
  author?.login === "github-actions[bot]" && author.type === "Bot";

/** GitHub may give back other line ends and no blank ones at the end; what has no text has none like another's. */
export const sameText = (one: string | null | undefined, other: string) => normal(one) === normal(other);
const normal = (text: string | null | undefined) => text?.replaceAll("\r\n", "\n").trimEnd();
