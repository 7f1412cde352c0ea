import { z } from "zod";
import { ask } from "./ask.ts";
import type { Gh } from "./gh.ts";
import { newestRuns } from "./newest-runs.ts";
import { plainTitle } from "./supersede-runs.ts";

const comparison = z.object({ status: z.string() });

/**
 * A newer deploy that applies all that this one would: then only the newer one need wait for its turn, and runs that wait
 * do not take each other's machines. A run in which somebody accepts a report, or asks for stacks, is covered by none.
 *
 * @param own id of the run that asks
 * @returns its id; `null`: there is none
 */
export async function coveringRun(gh: Gh, repository: string, own: number): Promise<number | null> {
  const runs = await newestRuns(gh, repository, "deploy.yml");
  const mine = runs.find(({ id }) => id === own);
  if (mine?.display_title !== plainTitle) return null;
  for (const { id, status, display_title: title, head_sha: head } of runs) {
    if (id <= own || status === "completed" || title !== plainTitle) continue;
    if (head === mine.head_sha) return id;
    const compared = await ask(gh, `${repository}/compare/${mine.head_sha}...${head}?per_page=1`, comparison);
    if (compared.status === "ahead") return id;
  }
  return null;
}
