import { join } from "node:path";
import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { mergedReview } from "../delivery/github/merged-review.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { reviewedFile, reviewedName } from "../delivery/handoff/reviewed.ts";
import { inTemporaryFolder } from "../delivery/terraform/in-temporary-folder.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

/** Fetches what the pull request of a merged commit showed, for the report of its deploy. @returns the exit code. */
export async function reviewed(commit: string, out: string, env: Environment = process.env): Promise<number> {
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  // a folder for each try: gh extracts nothing over files that are there
  const found = await withRetries(() =>
    inTemporaryFolder((folder) => mergedReview(ghWith(env), repository, commitId(commit), folder)),
  );
  await reviewedFile.write(join(out, reviewedName), found);
  print(
    found.why === undefined
      ? `${found.digests.length} reviewed changes`
      : `nothing was reviewed: ${found.why}; every change will be held until its report is accepted`,
  );
  return 0;
}
