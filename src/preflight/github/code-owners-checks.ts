import { ownedFiles } from "../../bootstrap/code-owners.ts";
import type { GitHubSettings } from "../../bootstrap/github-settings.ts";
import { type Check, lacking, ok, unknown } from "../check.ts";
import type { GitHubFacts } from "./facts.ts";
import { ownersOf } from "./owners-of.ts";

const making =
  "npm run -s lockstep -- bootstrap --github --owners @organization/team # writes .github/CODEOWNERS; commit it";

/** Without code owners the ruleset's approval by one of them asks for nothing. */
export function codeOwnersChecks({ branch }: GitHubSettings, { codeOwners }: GitHubFacts): readonly Check[] {
  const what = `code owners on ${branch}`;
  if ("needs" in codeOwners) return [unknown(what, codeOwners.needs)];
  if (codeOwners.answer === null)
    return [lacking(what, "no CODEOWNERS, so that nobody's approval is asked for", making)];
  const { place, text, errors } = codeOwners.answer;
  const valid = `${place} has no line that GitHub passes over`;
  return [
    errors.length === 0
      ? ok(valid)
      : lacking(valid, errors.join("; "), `# mend ${place}: owners must exist, and may write to the repository`),
    ...ownedFiles.map(({ pattern, file, why }) => {
      const owners = ownersOf(text, file);
      const isOwned = `${pattern === "*" ? why : pattern} has code owners`;
      return owners.length > 0
        ? ok(`${isOwned}: ${owners.join(" ")}`)
        : lacking(isOwned, `nobody in ${place}`, `# add to ${place}: ${pattern} @organization/team`);
    }),
  ];
}
