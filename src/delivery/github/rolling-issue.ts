import { z } from "zod";
import { askAll, send } from "./ask.ts";
import { isActionsBot, sameText, user } from "./bot.ts";
import type { Gh } from "./gh.ts";
import { ageIn, knowsMore, type TextAge, withAge } from "./text-age.ts";

const nothing = "Nothing is left.";

const issue = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  user,
  pull_request: z.unknown().optional(),
});

/**
 * How the issue was left. `none`: there is none, or a closed one, and nothing to tell; `noted`: a closed one says so anew;
 * `newer`: a run that knows more has written it.
 */
export type IssueOutcome = "created" | "updated" | "reopened" | "unchanged" | "closed" | "noted" | "none" | "newer";

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
  /**
   * What it was written of: an issue that a run has written which knows more is left alone.
   *
   * @default nobody else writes it
   */
  readonly of?: TextAge | undefined;
}

/**
 * Keeps one issue about a matter that comes and goes: open with the latest text as long as there is one, closed when the
 * text is empty, reopened when there is one again. Issues of people are never touched, whatever their title.
 */
export async function rollingIssue(
  gh: Gh,
  repository: string,
  { title, label, of, ...text }: IssueText,
): Promise<IssueOutcome> {
  const path = `${repository}/issues?state=all&labels=${encodeURIComponent(label)}&per_page=100`;
  const issues = (await askAll(gh, path, issue)).filter(
    (each) => each.pull_request === undefined && each.title === title && isActionsBot(each.user),
  );
  const own = issues.find(({ state }) => state === "open") ?? issues[0];
  const nothingLeft = text.body.trim() === "";
  const there = own && ageIn(own.body ?? "");
  if (of && there && (await knowsMore(gh, repository, there, of))) return "newer";
  const body = of ? withAge(text.body, of) : text.body;
  // a closed one is to say what it was closed by: an older run may come after it
  const closed = of ? withAge(text.closed ?? nothing, of) : text.closed;
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
    await patch({ body: closed ?? nothing, state: "closed", state_reason: "completed" });
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
