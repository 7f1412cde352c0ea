import { readFile } from "node:fs/promises";
import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { type IssueOutcome, rollingIssue } from "../delivery/github/rolling-issue.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

export interface IssueOptions {
  /** What it says; an empty file: nothing is left, and the issue is closed. */
  readonly file: string;
  readonly title: string;
  readonly label: string;
  /** File with what a closed one says; `undefined`: that nothing is left. */
  readonly closed?: string | undefined;
  /** Of a deploy, the commit on the deploying branch that it is of; `undefined`: no other run writes this issue. */
  readonly commit?: string | undefined;
  /** With a commit, when the ledger was read, as ISO 8601; empty: it was not, and the text says so. */
  readonly readAt?: string | undefined;
}

const says: Readonly<Partial<Record<IssueOutcome, string>>> = {
  newer: "left as it is; a newer deploy has written it, and knows more than this one",
};

/** Keeps the one issue of that title and label up to date. @returns the exit code. */
export async function issue(options: IssueOptions, env: Environment = process.env): Promise<number> {
  const { file, title, label } = options;
  const body = await readFile(file, "utf8");
  const closed = options.closed === undefined ? undefined : await readFile(options.closed, "utf8");
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const { commit, readAt } = options;
  const of =
    commit === undefined ? undefined : { commit: commitId(commit), readAt: readAt || new Date().toISOString() };
  const outcome = await withRetries(() => rollingIssue(ghWith(env), repository, { title, label, body, closed, of }));
  print(`issue "${title}": ${says[outcome] ?? outcome}`);
  return 0;
}
