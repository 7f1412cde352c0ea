import { mapConcurrently } from "../../map-concurrently.ts";
import { changesOfMain, type MainChange } from "../repository/changes-of-main.ts";
import { type Authors, authorsOf } from "./authors-of.ts";
import type { Gh } from "./gh.ts";
import { mostCommits, type Sought } from "./reviews-since.ts";
import { whyNobodyElse } from "./why-nobody-else.ts";
import { withRetries } from "./with-retries.ts";

/** How far back a stack's last apply is looked for, in commits of the deploying branch. */
export const mostHistory = 1000;

/** What was merged, and whether who began a run is somebody else than who wrote it. */
export interface HistoryLook {
  /** The newest first. */
  readonly history: readonly MainChange[];
  /** What was merged after a stack's last apply; all of it where it never was, or is not in the branch any more. */
  readonly since: (last: Pick<NonNullable<Sought["since"]>, "commit"> | null | undefined) => readonly MainChange[];
  /** Why who began the run is nobody else than the authors of these changes; `null`: they are. Each commit is asked of once. */
  readonly whyNobodyElse: (changes: readonly MainChange[]) => Promise<string | null>;
}

/**
 * @param folder a repository with all its history
 * @param commit on the deploying branch
 * @param asked.began logins of who began the run, and of who began it again
 */
export async function historyLook(
  folder: string,
  commit: string,
  { gh, repository, began }: { readonly gh: Gh; readonly repository: string; readonly began: readonly string[] },
): Promise<HistoryLook> {
  const history = await changesOfMain(folder, commit, mostHistory);
  const known = new Map<string, Promise<Authors>>();
  const authors = (one: string) => {
    const asked = known.get(one) ?? withRetries(() => authorsOf(gh, repository, one));
    known.set(one, asked);
    return asked;
  };
  return {
    history,
    since: (last) => {
      const place = last ? history.findIndex((one) => one.commit === last.commit) : -1;
      return place < 0 ? history : history.slice(0, place);
    },
    whyNobodyElse: async (changes) =>
      whyNobodyElse(began, await mapConcurrently(changes.slice(0, mostCommits), 4, (one) => authors(one.commit))),
  };
}
