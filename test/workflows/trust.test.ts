import { describe, expect, test } from "vitest";
import { githubSubjects } from "../../src/github-subjects.ts";
import {
  githubOidcHost,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineScopes,
  roleArn,
  type Scope,
} from "../../src/names.ts";
import { all, stacksOf } from "../support/stacks.ts";
import { example, nobody } from "../trust/organization/organization.ts";
import { shared } from "../trust/organization/places.ts";
import { dispatch, events, type GitHubEvent } from "./support/events.ts";
import { fillIn } from "./support/expressions.ts";
import { type JobInstance, type Run, simulate } from "./support/simulate.ts";
import { hasCredentials, jobsOf, workflow, workflows } from "./support/workflows.ts";

const { estate } = example;
const scopes = pipelineScopes.map(({ scope }) => scope);
const hubRoles = [hubPlanRole, hubDeployPlanRole, ...scopes.map(hubApplyRole)];
const arn = (role: string) => roleArn(estate, shared.accountId, role);

/** Variables as `docs/github-settings.md` has them set; each environment has its own role. */
const variables = (environment: string | null) => ({
  LOCKSTEP_REGION: shared.region,
  LOCKSTEP_PLAN_ROLE: arn(hubPlanRole),
  LOCKSTEP_DEPLOY_PLAN_ROLE: arn(hubDeployPlanRole),
  ...(environment === null ? {} : { LOCKSTEP_APPLY_ROLE: arn(`lockstep-hub-apply-${environment}`) }),
});

const oneShard = { shards: "[0]", count: "1" };
const everyScope = (wave: number) =>
  JSON.stringify(pipelineScopes.filter((one) => one.wave === wave).map(({ scope }) => ({ scope, shard: 0 })));
const outputs = {
  synth: oneShard,
  select: oneShard,
  pending: oneShard,
  report: Object.fromEntries([1, 2, 3, 4, 5].map((wave) => [`wave-${wave}`, everyScope(wave)])),
};

/** Each workflow with credentials, by an event that starts all of its jobs. */
const runs: readonly (readonly [file: string, event: GitHubEvent])[] = [
  ["plan.yml", events.pullRequest],
  ["deploy.yml", events.push],
  ["deploy.yml", dispatch({ accept: "" })],
  ["drift.yml", events.schedule],
  ["drift.yml", dispatch({ all: true })],
  ...scopes.map((scope) => ["unlock.yml", dispatch({ stack: "a", scope, "lock-id": "" })] as const),
  ...(["app-prod", "app-nonprod"] as const).map(
    (scope) => ["retire.yml", dispatch({ stack: "a", scope, confirm: "a" })] as const,
  ),
];

/** What GitHub writes into a job's token. https://docs.github.com/en/actions/reference/security/oidc */
const subjectContext = ({ github }: GitHubEvent, environment: string | null) => {
  if (environment !== null) return `environment:${environment}`;
  return github.event_name === "pull_request" ? "pull_request" : `ref:${github.ref}`;
};

const provider = `arn:aws:iam::${shared.accountId}:oidc-provider/${githubOidcHost}`;
const takes = (role: string, sub: string, ref: string) =>
  example.lets(nobody(provider, shared.accountId), [
    "sts:AssumeRoleWithWebIdentity",
    example.roleTarget(shared.accountId, role),
    {
      [`${githubOidcHost}:aud`]: "sts.amazonaws.com",
      [`${githubOidcHost}:sub`]: sub,
      [`${githubOidcHost}:ref`]: ref,
    },
  ]);

/** Hub roles that a job can take with its token, the same in both forms of the subject. */
async function rolesWithin(event: GitHubEvent, environment: string | null): Promise<readonly string[]> {
  const subjects = githubSubjects(estate.pipeline, subjectContext(event, environment));
  const taken = await Promise.all(
    subjects.map(async (sub) => {
      const answers = await Promise.all(hubRoles.map((role) => takes(role, sub, event.github.ref)));
      return hubRoles.filter((_, index) => answers[index]);
    }),
  );
  const [first = [], ...others] = taken;
  for (const other of others) expect(other).toEqual(first);
  return first;
}

const credentialed = await Promise.all(
  runs.map(async ([file, event]) => {
    const run: Run = { event, outputs };
    const jobs = await simulate(workflow(file), run);
    const definitions = new Map(jobsOf(workflow(file)));
    return [...jobs].flatMap(([id, { instances }]) => {
      const job = definitions.get(id);
      return job && hasCredentials(job) ? instances.map((instance) => ({ file, event, id, job, instance })) : [];
    });
  }),
);
const jobs = credentialed.flat();

const roles = all(stacksOf(estate).get("bootstrap"), "aws_iam_role");
const maxSessionSeconds = (name: string) =>
  Number(roles.find((role) => role["name"] === name)?.["max_session_duration"]);

const roleOf = (steps: readonly { readonly with?: Readonly<Record<string, unknown>> }[], instance: JobInstance) => {
  const asked = steps.flatMap((step) => step.with?.["role-to-assume"] ?? []);
  return asked.map((role) => fillIn(role, { ...instance.contexts, vars: variables(instance.environment) }));
};

test("the example has both forms of the subject, and deploys from the branch that the workflows name", () => {
  expect(githubSubjects(estate.pipeline, "pull_request")).toHaveLength(2);
  expect(estate.pipeline.branch).toBe("main");
});

test("every job with credentials of every workflow is looked at", () => {
  const all = workflows.flatMap((one) =>
    jobsOf(one).flatMap(([id, job]) => (hasCredentials(job) ? [`${one.file} ${id}`] : [])),
  );

  expect([...new Set(jobs.map(({ file, id }) => `${file} ${id}`))].sort()).toEqual([...all].sort());
});

test("each job asks for the role that was made for it", () => {
  const asked = jobs.map(({ file, id, job, instance }) => {
    const [role] = roleOf(job.steps ?? [], instance);
    return [`${file} ${id} ${instance.environment ?? ""}`.trim(), String(role).replace(/^.*\//, "")] as const;
  });
  const applying = (job: string, of: readonly Scope[]) =>
    of.map((scope) => [`${job} ${scope}`, hubApplyRole(scope)] as const);
  const inWave = (wave: number) => pipelineScopes.filter((one) => one.wave === wave).map(({ scope }) => scope);

  expect(Object.fromEntries(asked)).toEqual(
    Object.fromEntries([
      ["plan.yml plan", hubPlanRole],
      ["drift.yml select", hubPlanRole],
      ["drift.yml detect", hubPlanRole],
      ["drift.yml classify", hubPlanRole],
      ["deploy.yml pending", hubDeployPlanRole],
      ["deploy.yml plan", hubDeployPlanRole],
      ["retire.yml agreed", hubPlanRole],
      ["retire.yml status", hubDeployPlanRole],
      ["unlock.yml agreed", hubPlanRole],
      ...[1, 2, 3, 4, 5].flatMap((wave) => applying(`deploy.yml wave-${wave}`, inWave(wave))),
      ...applying("unlock.yml unlock", scopes),
      ...applying("retire.yml retire", ["app-prod", "app-nonprod"]),
    ]),
  );
});

test("every scope is applied by some job of a deploy, in its own environment", () => {
  const environments = jobs.flatMap(({ file, instance }) =>
    file === "deploy.yml" ? (instance.environment ?? []) : [],
  );

  expect([...new Set(environments)].sort()).toEqual([...scopes].sort());
});

describe.each(
  jobs.map((job) => {
    const { file, event, id, instance } = job;
    return [`${file} ${id} (${instance.environment ?? subjectContext(event, null)}, ${event.github.event_name})`, job];
  }) as readonly (readonly [string, (typeof jobs)[number]])[],
)("%s", (_, { file, event, job, instance }) => {
  test("asks for one role, and takes it", async () => {
    const [role, ...more] = roleOf(job.steps ?? [], instance);

    expect(more).toEqual([]);
    expect((await rolesWithin(event, instance.environment)).map(arn)).toContain(role);
  });

  test("can take no other that changes anything", async () => {
    const [role] = roleOf(job.steps ?? [], instance);
    const within = (await rolesWithin(event, instance.environment)).map(arn);

    // what is merged may plan in both ways: neither changes anything
    const isMerged = instance.environment === null && file !== "plan.yml";
    expect(within).toEqual(isMerged ? [arn(hubPlanRole), arn(hubDeployPlanRole)] : [role]);
  });

  test("takes nothing once it is run for a pull request or on another branch", async () => {
    const environment = instance.environment;

    expect(await rolesWithin(dispatch({}, "feature"), environment)).toEqual([]);
    expect(await rolesWithin(events.mergeGroup, environment)).toEqual([]);
    expect(await rolesWithin(events.pullRequest, environment)).toEqual(environment === null ? [hubPlanRole] : []);
  });

  test("keeps its credentials no longer than the role lets it", () => {
    const seconds = (job.steps ?? []).flatMap((step) => step.with?.["role-duration-seconds"] ?? []);
    const [role] = roleOf(job.steps ?? [], instance);
    const longest = maxSessionSeconds(String(role).replace(/^.*\//, ""));

    expect(seconds).toHaveLength(1);
    expect(Number(seconds[0])).toBeLessThanOrEqual(longest);
  });
});
