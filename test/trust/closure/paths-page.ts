import type { KnownPath } from "./known-path.ts";
import { foundPath } from "./known-path-found.ts";
import { nearestDenial } from "./nearest-denial.ts";
import { openPaths } from "./open-paths.ts";
import { pathsByDesign } from "./paths-by-design.ts";
import { startsIn } from "./starts.ts";
import { told } from "./told.ts";
import type { World } from "./world.ts";

export interface PathsPage {
  /** Two sections of docs/security.md. */
  readonly text: string;
  /** Ids of known paths that nothing leads along any more. */
  readonly closed: readonly string[];
}

/** Every known path as it goes today, step by step. */
export function pathsPage(world: World): PathsPage {
  const starts = startsIn(world);
  const closed: string[] = [];
  const tell = (path: KnownPath, { because, takes }: { because?: string; takes?: string }): string => {
    const found = foundPath(world, starts, path);
    if (!found) closed.push(path.id);
    const steps = (found?.steps ?? []).map((step, index) => {
      // how one comes to begin is no mistake, nor is any step of what stays
      const isMissing = takes === undefined && because === undefined && step.attempt.kind !== "take a role";
      return `${index + 1}. ${capital(told(step))}.${isMissing ? ` *${nearestDenial(world, step.attempt)}*` : ""}`;
    });
    const more =
      takes !== undefined
        ? ` What it takes: ${takes}`
        : because !== undefined
          ? ` Why nobody can close it: ${because}`
          : "";
    return [`### ${path.id}`, "", `${path.what}${more}`, "", `From ${found?.who ?? "nobody"}:`, "", ...steps].join(
      "\n",
    );
  };
  const text = [
    "## Open paths",
    "",
    openIntroduction,
    "",
    ...openPaths.flatMap((path) => [tell(path, path), ""]),
    "## Paths by design",
    "",
    designIntroduction,
    "",
    ...pathsByDesign.flatMap((path) => [tell(path, path), ""]),
  ].join("\n");
  return { text, closed };
}

const openIntroduction = `From everybody who could begin somewhere, a test follows every step that the policies allow, and the next, until nothing more
follows: strangers, workflows on GitHub, a merged change in each scope, the pipeline's roles, the administrator and the root user of each kind of account,
each duty, and each duty together with an administrator. What is told here is a way to something that nobody should reach, which AWS does not let anybody close.
Each is the shortest way, step by step, with the statements that allow it, and says why nobody can close it and what stands in the way. A
way that is not told here does not exist, as far as [the search](decisions/0012-every-path-is-searched.md) knows AWS: a new one is a red test,
and one that is closed has to be struck.`;

const designIntroduction = `These stay: somebody has to be able to do them. Each says what it takes.`;

/** Names stay as they are. */
const capital = (sentence: string) =>
  sentence.replace(/^(the|a|an|everybody)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
