import { codeOwnersText } from "./code-owners.ts";
import { githubCalls } from "./github-calls.ts";
import type { GitHubSettings } from "./github-settings.ts";
import { type Owners, standInOwner } from "./owners.ts";
import { writeCodeOwners } from "./write-code-owners.ts";

/** What a person is to run or to mend, as lines. */
export interface GitHubToSet {
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The calls that set GitHub up, and a CODEOWNERS where there is none.
 *
 * @param owners `null`: nobody is named yet; a team's name stands in, and no file is written
 * @param folder the top of the repository
 */
export async function githubToSet(
  settings: GitHubSettings,
  owners: Owners | null,
  folder: string,
): Promise<GitHubToSet> {
  if (owners === null) {
    const standIn = standInOwner(settings.repository);
    const note = `# ${standIn} stands for who approves; --owners names them, and writes .github/CODEOWNERS`;
    return { lines: [note, ...githubCalls(settings, [standIn])], warnings: [] };
  }
  const text = codeOwnersText(owners);
  const calls = githubCalls(settings, owners.all);
  const { outcome, place } = await writeCodeOwners(folder, text);
  switch (outcome) {
    case "written":
      return {
        lines: [...calls, "", `# wrote ${place}; commit it: it counts once ${settings.branch} has it`],
        warnings: [],
      };
    case "there":
      return { lines: [...calls, "", `# ${place} is as it should be`], warnings: [] };
    case "other":
      return {
        lines: calls,
        warnings: [`warning: got ${place} of somebody's own, which stays; use what it lacks of these lines:`, "", text],
      };
  }
}
