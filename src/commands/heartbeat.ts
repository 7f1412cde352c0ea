import { appendFile } from "node:fs/promises";
import { repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { lastLook, type Silence, silenceOf } from "../delivery/github/last-look.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { fence, prose } from "../words/markdown.ts";
import { print } from "./print.ts";

export interface HeartbeatOptions {
  /** A workflow that a schedule starts, by its file. */
  readonly workflow: string;
  /** Text of an issue that is told too, if nobody looks any more. */
  readonly issue: string;
  readonly githubStepSummary: string | undefined;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Says whether a scheduled workflow still does its work: one that does nothing any more finds nothing, and looks as if all
 * were well. @returns the exit code, which is 0 whatever it finds: what was applied is applied
 */
export async function heartbeat(options: HeartbeatOptions, env: Environment = process.env): Promise<number> {
  const { workflow, issue, githubStepSummary, nowMs } = options;
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const silence = await withRetries(() => lastLook(ghWith(env), repository, workflow)).then(
    (look) => silenceOf(workflow, look, nowMs),
    (error: Error): Silence => ({
      why: `whether ${workflow} does its work is not known: ${error.message}. Look yourself`,
      calls: [`gh run list --workflow ${workflow}`],
    }),
  );
  if (silence === null) {
    print(`${workflow} does its work`);
    return 0;
  }
  const { why, calls } = silence;
  print(`::warning title=Nobody may be looking::${why.replaceAll("\n", " ")}: ${calls.join(", then ")}`);
  const section = `\n### Nobody may be looking\n\n${prose(why)}:\n\n${fence(calls, "sh")}\n`;
  await appendFile(issue, section);
  if (githubStepSummary) await appendFile(githubStepSummary, section);
  return 0;
}
