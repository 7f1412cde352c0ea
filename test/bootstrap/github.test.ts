import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { githubCalls } from "../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../src/bootstrap/github-settings.ts";
import { githubLines } from "../../src/bootstrap/github-text.ts";
import { pipelineScopes } from "../../src/names.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { exampleEstate } from "../support/stacks.ts";
import { jobsOf, workflows } from "../workflows/support/workflows.ts";

const estate = exampleEstate();
const owners = ["@acme/backup-team", "@octocat"];
const scopes = pipelineScopes.map(({ scope }) => scope);

test("every environment but those of non-prod accounts and their policies waits for reviewers", () => {
  const { environments } = githubSettings(estate);

  expect(environments.map(({ scope, needsReviewers }) => [scope, needsReviewers])).toEqual([
    ["management", true],
    ["shared", true],
    ["central-prod", true],
    ["central-nonprod", true],
    ["app-nonprod", false],
    ["policies-nonprod", false],
    ["app-prod", true],
    ["policies-prod", true],
  ]);
});

test("an organization without a management stack has no environment and no role for it", () => {
  const settings = githubSettings({ ...estate, management: null });

  expect(settings.environments.map(({ scope }) => scope)).toEqual(scopes.filter((scope) => scope !== "management"));
  expect(githubCalls(settings, owners).join("\n")).not.toContain("lockstep-hub-apply-management");
});

test("variables name the roles in the shared account", () => {
  const { variables, environments } = githubSettings(estate);

  expect(variables).toEqual({
    LOCKSTEP_REGION: "eu-west-2",
    LOCKSTEP_PLAN_ROLE: "arn:aws:iam::222222222222:role/lockstep-hub-plan",
    LOCKSTEP_DEPLOY_PLAN_ROLE: "arn:aws:iam::222222222222:role/lockstep-hub-deploy-plan",
  });
  expect(environments.map((environment) => environment.variables)).toEqual(
    scopes.map((scope) => ({ LOCKSTEP_APPLY_ROLE: `arn:aws:iam::222222222222:role/lockstep-hub-apply-${scope}` })),
  );
});

const settings = githubSettings(estate);
const variableNames = (text: string) => new Set(text.match(/\bLOCKSTEP_[A-Z_]+/g));

test.each([
  ["what a person reads", githubLines(settings)],
  ["the calls", githubCalls(settings, owners)],
])("%s: every variable that a workflow reads, and no other", (_, lines) => {
  const read = workflows.flatMap(({ text }) => [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name = ""]) => name));

  expect(read.length).toBeGreaterThan(10);
  expect(variableNames(lines.join("\n"))).toEqual(new Set(read));
});

test("what only an environment has is read by jobs of environments only", () => {
  const ofEnvironments = settings.environments.flatMap(({ variables }) => Object.keys(variables));
  const readers = workflows.flatMap((workflow) =>
    jobsOf(workflow).filter(([, job]) => ofEnvironments.some((name) => JSON.stringify(job).includes(`vars.${name}`))),
  );

  expect(readers.length).toBeGreaterThan(5);
  expect(readers.filter(([, { environment }]) => environment === undefined)).toEqual([]);
});

test("a person reads which environments, variables and rules to set", () => {
  const lines = githubLines(githubSettings(estate));

  expect(lines).toContain("  app-prod          wave 4  required reviewers, no self-review, no bypass");
  expect(lines).toContain("  app-nonprod       wave 2  no reviewers");
  expect(lines).toContain("  central-nonprod   wave 1  required reviewers, no self-review, no bypass");
  expect(lines).toContain(
    "  app-prod          LOCKSTEP_APPLY_ROLE  arn:aws:iam::222222222222:role/lockstep-hub-apply-app-prod",
  );
  expect(lines).toContain("  LOCKSTEP_DEPLOY=dispatch, only if your environments cannot require reviewers");
  expect(lines).toContain("  required checks: validate-gate, plan-gate, both of GitHub Actions");
});

test("a shell that runs the calls sends GitHub what is meant", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "bin"));
  // what it asks for on the way is asked while it waits for its input
  const gh =
    '#!/bin/sh\ncase "$*" in *teams*) echo 42 ;; *users*) echo 7 ;; *--input*) input=$(cat) ;; esac\nprintf "%s\\n%s\\n" "$*" "${input-}" >>"$CALLS"\n';
  writeFileSync(join(folder, "bin/gh"), gh);
  chmodSync(join(folder, "bin/gh"), 0o755);
  const calls = join(folder, "calls");

  const { status } = spawnSync("sh", ["-euc", githubCalls(githubSettings(estate), owners).join("\n")], {
    env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, CALLS: calls },
  });

  expect(status).toBe(0);
  const sent = readFileSync(calls, "utf8").split("\n");
  const bodyOf = (call: string) => JSON.parse(sent[sent.indexOf(call) + 1] ?? "");
  expect(bodyOf("api --method PUT repos/acme/backup/environments/app-prod --input -")).toEqual({
    prevent_self_review: true,
    reviewers: [
      { type: "Team", id: 42 },
      { type: "User", id: 7 },
    ],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  expect(bodyOf("api --method PUT repos/acme/backup/environments/app-nonprod --input -").reviewers).toEqual([]);
  const ruleset = bodyOf("api --method POST repos/acme/backup/rulesets --input -");
  expect(ruleset.bypass_actors).toEqual([]);
  expect(ruleset.rules.at(-1).parameters.required_status_checks).toEqual([
    { context: "validate-gate", integration_id: 15368 },
    { context: "plan-gate", integration_id: 15368 },
  ]);
  expect(sent).toContain(
    "variable set LOCKSTEP_PLAN_ROLE --repo acme/backup --body arn:aws:iam::222222222222:role/lockstep-hub-plan",
  );
  for (const scope of scopes) {
    const role = `arn:aws:iam::222222222222:role/lockstep-hub-apply-${scope}`;
    expect(sent).toContain(`variable set LOCKSTEP_APPLY_ROLE --env ${scope} --repo acme/backup --body ${role}`);
  }
  // who runs the calls as they are keeps the reviewers, and deploys on merge
  expect(sent.join("\n")).not.toContain("LOCKSTEP_DEPLOY ");
});
