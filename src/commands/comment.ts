import { readFile } from "node:fs/promises";
import { repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { stickyComment } from "../delivery/github/sticky-comment.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { planMarker } from "../delivery/report/render-report.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

/** Makes a report the one comment of the pipeline on a pull request. @returns the exit code. */
export async function comment(file: string, pull: number, env: Environment = process.env): Promise<number> {
  const body = await readFile(file, "utf8");
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const outcome = await withRetries(() => stickyComment(ghWith(env), repository, pull, { body, marker: planMarker }));
  print(`comment of pull request ${pull}: ${outcome}`);
  return 0;
}
