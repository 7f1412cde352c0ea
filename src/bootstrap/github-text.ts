import { columns } from "../words/columns.ts";
import { selectedActions } from "./github-rules.ts";
import type { GitHubSettings } from "./github-settings.ts";

/** The settings as a person reads them. */
export function githubLines(settings: GitHubSettings): readonly string[] {
  const { repository, branch, isAlone, environments, variables, optionalVariables, requiredChecks } = settings;

  return [
    `Set on GitHub, in ${repository} (docs/github-settings.md; --github prints the calls):`,
    "",
    `Environments, each for the branch ${branch} only:`,
    ...columns(
      environments.map(({ scope, wave, needsReviewers }) => [
        `  ${scope}`,
        `wave ${wave}`,
        needsReviewers ? "required reviewers, no self-review, no bypass" : "no reviewers",
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
    `  required checks: ${requiredChecks.join(", ")}, both of GitHub Actions`,
    isAlone
      ? "  pull requests only; pipeline.alone does without an approval"
      : "  one approval by a code owner, of the last push, dismissed by a new one",
    "  no force push, no deletion, nobody bypasses",
    "",
    "Actions:",
    `  GitHub's own and ${selectedActions.patterns_allowed.map((one) => one.replace("@*", "")).join(", ")}, by commit`,
    "  a workflow's token reads by default, and approves no pull request; forks wait for approval",
    "",
    "Code owners: --github --owners @team writes .github/CODEOWNERS.",
    "Whether all of it is set: npm run -s lockstep -- preflight --github",
  ];
}
