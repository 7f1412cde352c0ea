import { expect, test } from "vitest";
import type { GitHubSettings } from "../../src/bootstrap/github-settings.ts";
import { githubLines } from "../../src/bootstrap/github-text.ts";

const settings: GitHubSettings = {
  repository: "acme/backup",
  branch: "main",
  isAlone: false,
  environments: [
    { scope: "shared", wave: 1, needsReviewers: true, variables: { LOCKSTEP_APPLY_ROLE: "arn:one" } },
    { scope: "app-nonprod", wave: 2, needsReviewers: false, variables: { LOCKSTEP_APPLY_ROLE: "arn:two" } },
  ],
  variables: { LOCKSTEP_REGION: "eu-west-2", LOCKSTEP_PLAN_ROLE: "arn:plan" },
  optionalVariables: [{ name: "LOCKSTEP_DEPLOY", value: "dispatch", onlyIf: "nobody can review" }],
  requiredChecks: ["validate-gate", "plan-gate"],
};

test("everything that somebody has to set stands under its heading", () => {
  expect(githubLines(settings)).toEqual([
    "Set on GitHub, in acme/backup (docs/github-settings.md; --github prints the calls):",
    "",
    "Environments, each for the branch main only:",
    "  shared       wave 1  required reviewers, no self-review, no bypass",
    "  app-nonprod  wave 2  no reviewers",
    "",
    "Variables of each environment:",
    "  shared       LOCKSTEP_APPLY_ROLE  arn:one",
    "  app-nonprod  LOCKSTEP_APPLY_ROLE  arn:two",
    "",
    "Variables of the repository:",
    "  LOCKSTEP_REGION     eu-west-2",
    "  LOCKSTEP_PLAN_ROLE  arn:plan",
    "  LOCKSTEP_DEPLOY=dispatch, only if nobody can review",
    "",
    "Ruleset of main:",
    "  required checks: validate-gate, plan-gate, both of GitHub Actions",
    "  one approval by a code owner, of the last push, dismissed by a new one",
    "  no force push, no deletion, nobody bypasses",
    "",
    "Actions:",
    "  GitHub's own and aws-actions/configure-aws-credentials, hashicorp/setup-terraform, by commit",
    "  a workflow's token reads by default, and approves no pull request; forks wait for approval",
    "",
    "Code owners: --github --owners @team writes .github/CODEOWNERS.",
    "Whether all of it is set: npm run -s lockstep -- preflight --github",
  ]);
});
