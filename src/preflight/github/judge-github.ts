import type { GitHubSettings } from "../../bootstrap/github-settings.ts";
import type { Owner } from "../../bootstrap/owners.ts";
import type { Check } from "../check.ts";
import { accessChecks } from "./access-checks.ts";
import { codeOwnersChecks } from "./code-owners-checks.ts";
import { environmentChecks } from "./environment-checks.ts";
import type { GitHubFacts } from "./facts.ts";
import { rulesetChecks } from "./ruleset-checks.ts";

/**
 * Holds what GitHub says of a repository against what Lockstep needs.
 *
 * @param owners who approves, for the calls that name somebody
 */
export const judgeGitHub = (
  settings: GitHubSettings,
  facts: GitHubFacts,
  owners: readonly Owner[],
): readonly Check[] => [
  ...environmentChecks(settings, facts, owners),
  ...rulesetChecks(settings, facts),
  ...codeOwnersChecks(settings, facts),
  ...accessChecks(settings, facts),
];
