import { join } from "node:path";
import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { type HistoryLook, historyLook } from "../delivery/github/history-look.ts";
import { repositoryAgreement } from "../delivery/github/repository-agreement.ts";
import type { Sought } from "../delivery/github/reviews-since.ts";
import { starters } from "../delivery/github/starters.ts";
import { isProgram } from "../delivery/github/why-nobody-else.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { type Agreement, agreementFile, agreementName } from "../delivery/handoff/agreement.ts";
import { readSummaries, type StackSummary } from "../delivery/handoff/stack-summary.ts";
import { changedOf } from "../delivery/report/reviewed.ts";
import { concerns } from "../delivery/repository/concerns.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { cut } from "../words/cut.ts";
import { mergedEstate } from "./merged-estate.ts";
import { print } from "./print.ts";

export interface AgreementOptions {
  /** Commit on the deploying branch, of a repository with all its history. */
  readonly commit: string;
  /** What pending wrote. */
  readonly affected: string;
  /** Folder of the summaries that plan wrote. */
  readonly summaries: string;
  /** Id of a report that somebody accepts; empty: nobody does. */
  readonly accept: string;
  /** Folder that gets `agreement.json`. */
  readonly out: string;
}

// within what the file may hold
const mostReason = 299;

/**
 * Finds out whether somebody else than its author has to agree to what a deploy applies: by what GitHub sees to, or because
 * it is somebody else who accepts its report. @returns the exit code
 */
export async function agreement(
  config: string,
  options: AgreementOptions,
  env: Environment = process.env,
): Promise<number> {
  const estate = mergedEstate(config, "nothing was found out");
  if (!estate) return 1;
  const { branch, alone } = estate.pipeline;
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const commit = commitId(options.commit);
  const gh = ghWith(env);
  const began = starters(env);

  const set = await withRetries(() => repositoryAgreement(gh, repository, branch));
  // an environment keeps who began a run from approving it: nobody is kept where a program did
  const environments = began.some(isProgram) ? [] : set.environments;
  const found: Agreement = {
    environments,
    branch: set.branch,
    // a program is nobody, whether it accepts or not
    reasons:
      options.accept === "" && !began.some(isProgram)
        ? {}
        : await reasonsFor(
            await soughtIn(options),
            await historyLook(process.cwd(), commit, { gh, repository, began }),
          ),
    alone: alone ?? "",
  };
  await agreementFile.write(join(options.out, agreementName), found);
  print(
    `environments that ask somebody else: ${environments.join(", ") || "none"}`,
    `${branch} takes nothing that nobody but its author agreed to: ${set.branch ? "yes" : "no"}`,
    ...(set.unread.length > 0 ? [`not looked at, which counts as not set: ${set.unread.join(", ")}`] : []),
    ...[...new Set(Object.values(found.reasons))].map((reason) => `does not count as somebody else: ${reason}`),
    ...(found.alone === "" ? [] : [`pipeline.alone does without: ${found.alone}`]),
  );
  return 0;
}

type Changed = Pick<StackSummary, "stack" | "scope"> & Pick<Sought, "since">;

async function soughtIn({ affected: file, summaries }: AgreementOptions): Promise<readonly Changed[]> {
  const affected = await affectedFile.read(file);
  const since = "since" in affected ? affected.since : {};
  return changedOf(await readSummaries(summaries)).map(({ stack, scope }) => ({ stack, scope, since: since[stack] }));
}

/** By stack, why who began the run is no other than its authors since its last apply. */
async function reasonsFor(changed: readonly Changed[], look: HistoryLook): Promise<Agreement["reasons"]> {
  const reasons: Record<string, string> = {};
  for (const one of changed) {
    const why = await look.whyNobodyElse(look.since(one.since).filter(({ files }) => concerns(one, files)));
    if (why !== null) reasons[one.stack] = cut(why, mostReason);
  }
  return reasons;
}
