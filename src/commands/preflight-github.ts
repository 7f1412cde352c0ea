import { githubSettings } from "../bootstrap/github-settings.ts";
import { ownersFrom, standInOwner } from "../bootstrap/owners.ts";
import { ghWith } from "../delivery/github/gh.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import type { Check } from "../preflight/check.ts";
import { checkLines } from "../preflight/check-text.ts";
import { gatherGitHub } from "../preflight/github/gather-github.ts";
import { judgeGitHub } from "../preflight/github/judge-github.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

export interface PreflightGitHubOptions {
  readonly format: "text" | "json";
  /** Who approves, for the calls that name somebody; `undefined`: a team's name stands in. */
  readonly owners: string | undefined;
}

/** What no setting gives, so that nobody takes a green list for it. */
const limits = [
  "A required check of GitHub Actions is not set by hand, but a pull request that changes a workflow can bring a job of that name.",
  "What protects the gates: code owners of /.github/, whose approval the ruleset asks for; with Enterprise, a workflow that the organization's ruleset requires.",
];

/**
 * Asks GitHub, by its command line, whether the repository is set up as Lockstep needs it. It reads, and writes nothing.
 *
 * @returns the exit code: 1 if something is lacking
 */
export async function preflightGitHub(
  config: string,
  { format, owners }: PreflightGitHubOptions,
  env: Environment = process.env,
): Promise<number> {
  const estate = soundEstate(config, "nothing was asked");
  if (!estate) return 1;
  const settings = githubSettings(estate);
  const { repository, branch } = settings;
  const approvers = owners === undefined ? [standInOwner(repository)] : ownersFrom(owners, repository, "--owners");
  const checks = judgeGitHub(settings, await gatherGitHub(ghWith(env), repository, branch), approvers);
  print(
    ...(format === "json"
      ? [JSON.stringify({ checks }, null, 2)]
      : [...checkLines(eachCallOnce(checks)), "", ...limits]),
  );
  return checks.some(({ outcome }) => outcome.is === "lacking") ? 1 : 0;
}

/** One call makes a whole ruleset: people run it once. */
function eachCallOnce(checks: readonly Check[]): readonly Check[] {
  const told = new Set<string>();
  return checks.map(({ what, outcome }) => {
    if (outcome.is !== "lacking") return { what, outcome };
    const commands = outcome.commands.map((command) => (told.has(command) ? "# a call above sets it too" : command));
    for (const command of outcome.commands) told.add(command);
    return { what, outcome: { ...outcome, commands: [...new Set(commands)] } };
  });
}
