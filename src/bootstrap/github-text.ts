import { columns } from "../words/columns.ts";
import type { GitHubSettings } from "./github-settings.ts";

/** The settings as a person reads them. */
export function githubLines(settings: GitHubSettings): readonly string[] {
  const { repository, branch, environments, variables, optionalVariables, requiredChecks } = settings;

  return [
    `Set on GitHub, in ${repository} (docs/github-settings.md; --github prints the calls):`,
    "",
    `Environments, each for the branch ${branch} only:`,
    ...columns(
      environments.map(({ scope, wave, needsReviewers }) => [
        `  ${scope}`,
        `wave ${wave}`,
        needsReviewers ? "required reviewers, no self-review" : "no reviewers",
      ]),
    ),
    "",
    "Variables of each environment:",
    ...columns(
      environments.flatMap(({ scope, variables }) =>
        Object.entries(variables).map(([name, value]) => [`  ${scope}`, name, value]),
      ),
    ),
    "",
    "Variables of the repository:",
    ...columns(Object.entries(variables).map(([name, value]) => [`  ${name}`, value])),
    ...optionalVariables.map(({ name, value, onlyIf }) => `  ${name}=${value}, only if ${onlyIf}`),
    "",
    `Ruleset of ${branch}:`,
    `  required checks: ${requiredChecks.join(", ")}`,
    "  one approval by a code owner, of the last push, dismissed by a new one",
    "  no force push, no deletion, nobody bypasses",
  ];
}
