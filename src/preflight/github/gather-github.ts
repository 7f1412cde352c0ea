import { z } from "zod";
import { deployVariable } from "../../bootstrap/github-settings.ts";
import { ask, askAll } from "../../delivery/github/ask.ts";
import { type BranchRules, readBranchRules } from "../../delivery/github/branch-rules.ts";
import { type GitHubEnvironment, readEnvironments } from "../../delivery/github/environments.ts";
import { type Gh, ghFailure } from "../../delivery/github/gh.ts";
import { withRetries } from "../../delivery/github/with-retries.ts";
import type { Asked } from "../facts.ts";
import { readCodeOwners } from "./code-owners-fact.ts";
import type { ActionsFact, DeploymentBranch, ForksFact, GitHubFacts, RulesetFact } from "./facts.ts";

const reading = "a token that reads the repository";
// each page of docs.github.com/en/rest says it: an administrator, or a token with "Administration" (read)
const administering = "an administrator's token, or one with Administration: read";

/**
 * Reads the settings of a repository, and changes none of them.
 *
 * @param name `owner/name`
 * @throws when there is no gh, nobody is logged in, or GitHub is out of reach
 */
export async function gatherGitHub(gh: Gh, name: string, branch: string): Promise<GitHubFacts> {
  const at = `repos/${name}`;
  const isPrivate = await asked(reading, async () => (await ask(gh, at, z.object({ private: z.boolean() }))).private);
  const environments = await asked(`${reading} and its Actions`, () => readEnvironments(gh, at));
  const rules = await asked(reading, () => readBranchRules(gh, at, branch));
  return {
    isPrivate,
    deployMode: await asked("a token that reads the repository's variables", () => readDeployMode(gh, at)),
    environments,
    branches: await branchesOf(gh, at, environments),
    rules,
    rulesets: await rulesetsOf(gh, at, rules),
    codeOwners: await asked(reading, () => readCodeOwners(gh, at, branch)),
    actions: await asked(administering, () => readActions(gh, at)),
    workflowPermissions: await asked(administering, () =>
      ask(
        gh,
        `${at}/actions/permissions/workflow`,
        z.object({ default_workflow_permissions: z.string(), can_approve_pull_request_reviews: z.boolean() }),
      ),
    ),
    forks: "needs" in isPrivate ? isPrivate : await asked(administering, () => readForks(gh, at, isPrivate.answer)),
  };
}

/** A refusal is part of the answer: GitHub says "not found" of what one may not see. */
async function asked<T>(needs: string, question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await withRetries(question) };
  } catch (error) {
    const status = ghFailure(error)?.status;
    if (status !== 403 && status !== 404) throw error;
    return { needs };
  }
}

async function readDeployMode(gh: Gh, at: string): Promise<string | null> {
  const variable = z.object({ name: z.string(), value: z.string() });
  const all = await askAll(gh, `${at}/actions/variables?per_page=30`, variable, "variables");
  return all.find(({ name }) => name === deployVariable)?.value ?? null;
}

async function branchesOf(
  gh: Gh,
  at: string,
  environments: Asked<readonly GitHubEnvironment[]>,
): Promise<GitHubFacts["branches"]> {
  const branch = z.object({ id: z.number(), name: z.string(), type: z.string().default("branch") });
  const found = new Map<string, Asked<readonly DeploymentBranch[]>>();
  const named = "answer" in environments ? environments.answer.filter(({ branches }) => branches === "named") : [];
  for (const { name } of named) {
    const path = `${at}/environments/${encodeURIComponent(name)}/deployment-branch-policies?per_page=100`;
    found.set(name, await asked(`${reading} and its Actions`, () => askAll(gh, path, branch, "branch_policies")));
  }
  return found;
}

async function rulesetsOf(gh: Gh, at: string, rules: Asked<BranchRules>): Promise<GitHubFacts["rulesets"]> {
  if ("needs" in rules) return rules;
  const ruleset = z.object({
    id: z.number(),
    name: z.string(),
    source_type: z.string().optional(),
    bypass_actors: z
      .array(z.object({ actor_id: z.number().nullish(), actor_type: z.string(), bypass_mode: z.string().optional() }))
      .optional(),
  });
  return asked(administering, async () => {
    const found: RulesetFact[] = [];
    for (const id of rules.answer.rulesets) {
      const { name, source_type: source, bypass_actors: actors } = await ask(gh, `${at}/rulesets/${id}`, ruleset);
      found.push({
        ...{ id, name, isOwn: source === undefined || source === "Repository" },
        bypass: actors?.map((one) => [one.actor_type, one.actor_id, one.bypass_mode].filter(Boolean).join(" ")) ?? null,
      });
    }
    return found;
  });
}

async function readActions(gh: Gh, at: string): Promise<ActionsFact> {
  const permissions = z.object({
    enabled: z.boolean(),
    allowed_actions: z.string().optional(),
    sha_pinning_required: z.boolean().optional(),
  });
  const selected = z.object({
    github_owned_allowed: z.boolean(),
    verified_allowed: z.boolean(),
    patterns_allowed: z.array(z.string()),
  });
  const {
    enabled,
    allowed_actions: allowed = "all",
    ...rest
  } = await ask(gh, `${at}/actions/permissions`, permissions);
  return {
    enabled,
    allowed,
    isPinned: rest.sha_pinning_required === true,
    selected: allowed === "selected" ? await ask(gh, `${at}/actions/permissions/selected-actions`, selected) : null,
  };
}

async function readForks(gh: Gh, at: string, isPrivate: boolean): Promise<ForksFact> {
  if (!isPrivate) {
    const path = `${at}/actions/permissions/fork-pr-contributor-approval`;
    return { of: "public", ...(await ask(gh, path, z.object({ approval_policy: z.string() }))) };
  }
  const forks = z.object({
    run_workflows_from_fork_pull_requests: z.boolean(),
    send_write_tokens_to_workflows: z.boolean(),
    send_secrets_and_variables: z.boolean(),
    require_approval_for_fork_pr_workflows: z.boolean(),
  });
  return { of: "private", ...(await ask(gh, `${at}/actions/permissions/fork-pr-workflows-private-repos`, forks)) };
}
