import { z } from "zod";
import { askAll, send } from "./ask.ts";
import { isActionsBot, sameText, user } from "./bot.ts";
import type { Gh } from "./gh.ts";

const issue = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  user,
  pull_request: z.unknown().optional(),
});

/** How the issue was left. `none`: there is none, or a closed one, and nothing to tell; `noted`: a closed one says so anew. */
export type IssueOutcome = "created" | "updated" | "reopened" | "unchanged" | "closed" | "noted" | "none";

export interface IssueText {
  readonly title: string;
  readonly label: string;
  readonly body: string;
  /**
   * What it says while it is closed.
   *
   * @default that nothing is left, as it was when it was closed
   */
  readonly closed?: string | undefined;
}

/**
 * Keeps one issue about a matter that comes and goes: open with the latest text as long as there is one, closed when the
 * text is empty, reopened when there is one again. Issues of people are never touched, whatever their title.
 */
export async function rollingIssue(
  gh: Gh,
  repository: string,
  { title, label, body, closed }: IssueText,
): Promise<IssueOutcome> {
  const path = `${repository}/issues?state=all&labels=${encodeURIComponent(label)}&per_page=100`;
  const issues = (await askAll(gh, path, issue)).filter(
    (each) => each.pull_request === undefined && each.title === title && isActionsBot(each.user),
  );
  const own = issues.find(({ state }) => state === "open") ?? issues[0];
  const nothingLeft = body.trim() === "";
  const patch = (change: object) => send(gh, "PATCH", `${repository}/issues/${own?.number}`, change);

  if (!own) {
    if (nothingLeft) return "none";
    await send(gh, "POST", `${repository}/issues`, { title, body, labels: [label] });
    return "created";
  }
  if (nothingLeft) {
    if (own.state === "closed" && (closed === undefined || sameText(own.body, closed))) return "none";
    if (own.state === "closed") {
      await patch({ body: closed });
      return "noted";
    }
    await patch({ body: closed ?? "Nothing is left.", state: "closed", state_reason: "completed" });
    return "closed";
  }
  if (own.state === "closed") {
    await patch({ body, state: "open" });
    return "reopened";
  }
  if (sameText(own.body, body)) return "unchanged";
  await patch({ body });
  return "updated";
}
