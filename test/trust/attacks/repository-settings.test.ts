import { codeOwnersText, ownedFiles } from "../../../src/bootstrap/code-owners.ts";
import { rulesetCall } from "../../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../../src/bootstrap/github-settings.ts";
import type { GitHubFacts } from "../../../src/preflight/github/facts.ts";
import { judgeGitHub } from "../../../src/preflight/github/judge-github.ts";
import { ownersOf } from "../../../src/preflight/github/owners-of.ts";
import { example } from "../organization/organization.ts";
import { type Step, testAttack } from "./attack.ts";

const settings = githubSettings(example.estate);

interface Ruleset {
  readonly rules: readonly {
    readonly type: string;
    readonly parameters?: {
      readonly require_code_owner_review?: boolean;
      readonly required_status_checks?: readonly { readonly context: string; readonly integration_id?: number }[];
    };
  }[];
}

/** The ruleset that the project has somebody set. */
const ruleset = JSON.parse(/^echo '(.*)' \|/.exec(rulesetCall(settings))?.[1] ?? "") as Ruleset;

testAttack({
  id: "required-checks-by-anybody",
  steps: [],
  ends: [
    {
      who: "whoever may write to the repository",
      does: "sets by hand, among the required checks,",
      answer: async () => {
        const checks = ruleset.rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
        // without an app that has to set it, a status of that name by anybody who may write counts:
        // docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
        const byAnybody = checks.filter((check) => check.integration_id !== 15_368).map(({ context }) => context);
        return {
          goesOn: checks.length === 0 || byAnybody.length > 0,
          said: byAnybody.join(", ") || `none of ${checks.map(({ context }) => context).join(", ")}`,
        };
      },
      today: "none of validate-gate, plan-gate",
    },
    {
      who: "whoever may open a pull request",
      does: "has a job of a gate's name, in a workflow that it changes, approved by",
      answer: async () => {
        const asks = ruleset.rules.some(({ parameters }) => parameters?.require_code_owner_review === true);
        const text = codeOwnersText({ all: ["@acme/backup-team"], pipeline: ["@acme/security"] });
        const owners = asks ? ownersOf(text, ".github/workflows/plan.yml") : [];
        return { goesOn: owners.length === 0, said: owners.join(", ") || "nobody" };
      },
      today: "@acme/security",
    },
  ],
});

/** A repository in which nobody has set anything. */
const nothingSet: GitHubFacts = {
  isPrivate: { answer: false },
  deployMode: { answer: null },
  environments: { answer: [] },
  branches: new Map(),
  rules: { answer: { reviews: [], checks: [], types: new Set(), rulesets: [] } },
  rulesets: { answer: [] },
  codeOwners: { answer: null },
  actions: { answer: { enabled: true, allowed: "all", isPinned: false, selected: null } },
  workflowPermissions: {
    answer: { default_workflow_permissions: "write", can_approve_pull_request_reviews: true },
  },
  forks: { answer: { of: "public", approval_policy: "first_time_contributors" } },
};

const isUnsaid = (what: string, pattern: RegExp, today: string): Step => ({
  who: "preflight --github",
  does: `says of a repository without ${what}`,
  answer: async () => {
    const said = judgeGitHub(settings, nothingSet, ["@acme/backup-team"])
      .filter(({ what: checked, outcome }) => pattern.test(checked) && outcome.is === "lacking")
      .map(({ what: checked }) => checked);
    return { goesOn: said.length === 0, said: said.join(", ") || "nothing" };
  },
  today,
});

testAttack({
  id: "settings-unread",
  steps: [],
  ends: [
    isUnsaid(
      "environments",
      /environment/,
      settings.environments.map(({ scope }) => `environment ${scope}`).join(", "),
    ),
    isUnsaid(
      "a ruleset",
      /\bmain\b.*(pull requests|requires|deleted|force)|bypasses/,
      "main takes pull requests only, approved by a code owner and somebody else than who pushed last, main requires check validate-gate of GitHub Actions, main requires check plan-gate of GitHub Actions, main is not deleted, main is not moved by force, nobody bypasses the rulesets of main",
    ),
    isUnsaid(
      "limits of Actions",
      /actions|token|workflows/,
      "only GitHub's own actions, aws-actions/configure-aws-credentials and hashicorp/setup-terraform run, pinned by commit, a workflow's token reads, unless a job asks for more, workflows approve no pull request, workflows of forks wait for approval, and get neither secrets nor a token that writes",
    ),
  ],
});

testAttack({
  id: "code-owners-missing",
  steps: [],
  ends: [
    isUnsaid("code owners", /code owners on/, "code owners on main"),
    {
      who: "the CODEOWNERS of bootstrap --github",
      does: "leaves without an owner",
      answer: async () => {
        const text = codeOwnersText({ all: ["@acme/backup-team"], pipeline: ["@acme/security"] });
        const free = ownedFiles.filter(({ file }) => ownersOf(text, file).length === 0).map(({ file }) => file);
        return { goesOn: ownedFiles.length === 0 || free.length > 0, said: free.join(", ") || "nothing" };
      },
      today: "nothing",
    },
  ],
});
