import { z } from "zod";
import { askAll, send } from "./ask.ts";
import { isActionsBot, sameText, user } from "./bot.ts";
import type { Gh } from "./gh.ts";

const comment = z.object({ id: z.number(), body: z.string().nullish(), user });

/** GitHub refuses more, in UTF-16 units. */
const longestBody = 65_536;

/**
 * Makes `body` the one comment of the pipeline on a pull request. Comments of people are never touched, whatever they
 * start with.
 *
 * @param marker with which the body starts, and by which the comment is found again
 */
export async function stickyComment(
  gh: Gh,
  repository: string,
  pull: number,
  { body, marker }: { readonly body: string; readonly marker: string },
): Promise<"created" | "updated" | "unchanged"> {
  if (!body.startsWith(marker)) throw new Error(`got a comment without ${marker} at its start; use what report wrote`);
  if (body.length > longestBody)
    throw new Error(`got a comment of ${body.length} UTF-16 units; use at most ${longestBody}, as report writes it`);

  const comments = await askAll(gh, `${repository}/issues/${pull}/comments?per_page=100`, comment);
  const own = comments.find((each) => isActionsBot(each.user) && each.body?.startsWith(marker));
  if (!own) {
    await send(gh, "POST", `${repository}/issues/${pull}/comments`, { body });
    return "created";
  }
  if (sameText(own.body, body)) return "unchanged";
  await send(gh, "PATCH", `${repository}/issues/comments/${own.id}`, { body });
  return "updated";
}
