import { join } from "node:path";
import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghFailure, ghWith } from "../delivery/github/gh.ts";
import { type MergedReview, mergedReview } from "../delivery/github/merged-review.ts";
import { reviewsSince } from "../delivery/github/reviews-since.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { reviewedFile, reviewedName, shownBy } from "../delivery/handoff/reviewed.ts";
import { readSummaries } from "../delivery/handoff/stack-summary.ts";
import { changedOf } from "../delivery/report/reviewed.ts";
import { mainHistory } from "../delivery/repository/main-history.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

export interface ReviewedOptions {
  /** Commit on the deploying branch, of a repository with all its history. */
  readonly commit: string;
  /** What pending wrote. */
  readonly affected: string;
  /** Folder of the summaries that plan wrote. */
  readonly summaries: string;
  /** Folder that gets `reviewed.json`. */
  readonly out: string;
}

/**
 * Fetches what the pull requests that were merged since each stack was applied have shown of it, for the report of a
 * deploy. @returns the exit code.
 */
export async function reviewed(options: ReviewedOptions, env: Environment = process.env): Promise<number> {
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const commit = commitId(options.commit);
  const affected = await affectedFile.read(options.affected);
  const since = "since" in affected ? affected.since : {};
  const sought = changedOf(await readSummaries(options.summaries)).map(({ stack, digest }) => ({
    ...{ stack, digest },
    since: since[stack],
  }));
  const history = await mainHistory(process.cwd(), commit);
  // a folder for each try: gh extracts nothing over files that are there
  const review = (each: string) =>
    withRetries(() => inTemporaryFolder((folder) => mergedReview(ghWith(env), repository, each, folder))).catch(
      ofWhatIsGone,
    );
  const found = await reviewsSince(sought, history, review);
  await reviewedFile.write(join(options.out, reviewedName), found);

  const shown = sought.filter(shownBy(found));
  print(
    `${shown.length} of ${sought.length} changes were shown by merged pull requests`,
    ...(found.why === undefined ? [] : [`not counted: ${found.why}`]),
  );
  return 0;
}

/**
 * What GitHub no longer has of one commit keeps nothing else from being applied.
 *
 * @throws again what is no matter of one commit: the next would only wait as long
 */
function ofWhatIsGone(error: unknown): MergedReview {
  const status = ghFailure(error)?.status;
  if (status !== 404 && status !== 410) throw error;
  return { digests: [], mergedAt: null, why: (error as Error).message };
}
