import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { githubCalls } from "../../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../../src/bootstrap/github-settings.ts";
import { agreed } from "../../../src/commands/agreed.ts";
import { agreement } from "../../../src/commands/agreement.ts";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { agreementFile } from "../../../src/delivery/handoff/agreement.ts";
import { type StackSummary, summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { holdBack } from "../../../src/delivery/report/hold-back.ts";
import { pipelineScopes } from "../../../src/names.ts";
import { said } from "../../commands/support/said.ts";
import { stubGh } from "../../delivery/github/support/stub-gh.ts";
import { pending } from "../../delivery/handoff/support/samples.ts";
import { plan, summaryOf, updated } from "../../delivery/report/support/plans.ts";
import { mainWith } from "../../delivery/repository/support/main-with.ts";
import { temporaryFolder } from "../../delivery/support/temporary-folder.ts";
import { configWith } from "../../support/config.ts";
import { dispatch, type GitHubEvent } from "../../workflows/support/events.ts";
import { simulate } from "../../workflows/support/simulate.ts";
import { hasCredentials, jobsOf, workflow } from "../../workflows/support/workflows.ts";
import { example } from "../organization/organization.ts";
import { type Answer, type Attack, testAttack } from "./attack.ts";

const reportId = "1".repeat(64);
const waves = [1, 2, 3, 4, 5];
const outputs = {
  pending: { shards: "[0]", count: "1" },
  report: {
    "report-id": reportId,
    ...Object.fromEntries(
      waves.map((wave) => [
        `wave-${wave}`,
        JSON.stringify(pipelineScopes.filter((one) => one.wave === wave).map(({ scope }) => ({ scope, shard: 0 }))),
      ]),
    ),
  },
};

/** Environments in which a run of the workflow gets an apply role. @param failed a job that ends in failure */
async function environmentsOf(file: string, event: GitHubEvent, failed?: string): Promise<readonly string[]> {
  const results = failed === undefined ? {} : { [failed]: "failure" as const };
  const run = { event, vars: { LOCKSTEP_DEPLOY: "dispatch" }, outputs, results };
  const running = await simulate(workflow(file), run);
  const withRoles = jobsOf(workflow(file)).filter(([, job]) => hasCredentials(job) && job.environment !== undefined);
  return withRoles.flatMap(([id]) => running.get(id)?.instances.flatMap(({ environment }) => environment ?? []) ?? []);
}

const stack = "app-sandbox";
const scope = "app-nonprod";

let last: Promise<unknown> = Promise.resolve();
/** One after the other: they share where the process is, and what it prints. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work).finally(() => vi.restoreAllMocks());
  last = next.catch(() => undefined);
  return next;
}

/** GitHub, where neither environments nor rulesets ask anybody, and all of main is ada's. */
function unsetGitHub(actor: string) {
  const repository = temporaryFolder();
  const [commit = ""] = mainWith(repository, [["config/accounts/sandbox.yaml", "config/organization.yaml"]]);
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  const { env } = stubGh([
    { on: "/environments?", says: [{ environments: [] }] },
    { on: "/rules/branches/main?", says: [[]] },
    { on: "/pulls?", says: [[]] },
    { on: `/commits/${commit}`, says: { author: { login: "ada" }, committer: { login: "web-flow" } } },
  ]);
  return { commit, env: { ...env, GITHUB_ACTOR: actor, GITHUB_TRIGGERING_ACTOR: actor, GITHUB_SHA: commit } };
}

/** What is held of every scope once this person accepts its report. */
const heldFor = (actor: string): Promise<readonly string[]> => inTurn(() => heldInTurn(actor));
async function heldInTurn(actor: string): Promise<readonly string[]> {
  const { commit, env } = unsetGitHub(actor);
  const folder = temporaryFolder();
  const changed: readonly StackSummary[] = pipelineScopes.map((one) =>
    summaryOf(`of-${one.scope}`, one.scope, plan(updated("aws_x.a", { a: 1 }, { a: 2 }))),
  );
  await affectedFile.write(join(folder, "pending.json"), { ...pending, since: {} });
  for (const one of changed) await summaryFile.write(join(folder, `summaries/${one.stack}.json`), one);
  const nothing = { commit, digests: [] };
  const hold = async (accept: string) => {
    const paths = { affected: join(folder, "pending.json"), summaries: join(folder, "summaries"), out: folder };
    await said(() => agreement(configWith(), { commit, accept, ...paths }, env));
    const found = await agreementFile.read(join(folder, "agreement.json"));
    return holdBack(changed, { standing: [], notJudged: [] }, nothing, found, accept || undefined);
  };
  const { reportId: id } = await hold("");
  return [...(await hold(id)).held.keys()];
}

/** Whether the job lets a run of this person go on. */
const isLetGo = (actor: string, to: "retire" | "unlock"): Promise<boolean> =>
  inTurn(async () => {
    const { env } = unsetGitHub(actor);
    const { code } = await said(() =>
      agreed(configWith(), { stack, scope, to, lockId: "1", head: "" }, env, async () => ({ get: async () => null })),
    );
    return code === 0;
  });

const ofItsAuthor = (does: string, today: string, answer: () => Promise<Answer>): Attack["ends"][number] => ({
  who: "the author of a change, without a second person,",
  does,
  answer,
  today,
});

const asks = (to: "retire" | "unlock", event: GitHubEvent) => async () => {
  const isRefused = !(await isLetGo("ada", to));
  const found = await environmentsOf(`${to}.yml`, event, isRefused ? "agreed" : undefined);
  return { goesOn: found.length > 0, said: `runs in ${found.join(", ") || "nothing"}` };
};
const retires = dispatch({ stack, scope, confirm: stack });
const unlocks = dispatch({ stack, scope, "lock-id": "1" });

testAttack({
  id: "accept-own-change",
  steps: [],
  ends: [
    ofItsAuthor("accepts its report, and applies", "nothing", async () => {
      const held = await heldFor("ada");
      const applied = pipelineScopes.map((one) => one.scope).filter((one) => !held.includes(`of-${one}`));
      return { goesOn: applied.length > 0, said: applied.join(", ") || "nothing" };
    }),
    ofItsAuthor("has a job accept it, and applies", "nothing", async () => {
      const held = await heldFor("github-actions[bot]");
      const applied = pipelineScopes.map((one) => one.scope).filter((one) => !held.includes(`of-${one}`));
      return { goesOn: applied.length > 0, said: applied.join(", ") || "nothing" };
    }),
    ofItsAuthor("retires a stack", "runs in nothing", asks("retire", retires)),
    ofItsAuthor("unlocks a state", "runs in nothing", asks("unlock", unlocks)),
  ],
});

test("somebody else accepts, retires and unlocks", async () => {
  expect(await heldFor("grace")).toEqual([]);
  expect(await isLetGo("grace", "retire")).toBe(true);
  expect(await isLetGo("grace", "unlock")).toBe(true);
  expect(await environmentsOf("retire.yml", retires)).toEqual([scope]);
  expect(await environmentsOf("unlock.yml", unlocks)).toEqual([scope]);
});

test("a merge that nobody but its author agreed to applies nothing in prod, central, shared or management", async () => {
  const all = pipelineScopes.map((one) =>
    summaryOf(`of-${one.scope}`, one.scope, plan(updated("aws_x.a", { a: 1 }, { a: 2 }))),
  );
  const shown = { commit: "c", digests: all.map(({ stack: name, digest }) => ({ stack: name, digest })) };
  const unset = { environments: [], branch: false, reasons: {}, alone: "" };

  const { held } = holdBack(all, { standing: [], notJudged: [] }, shown, unset, undefined);

  expect(Object.fromEntries(held)).toEqual({
    ...Object.fromEntries(
      ["app-prod", "central-nonprod", "central-prod", "management", "policies-prod", "shared"].map((name) => [
        `of-${name}`,
        "alone",
      ]),
    ),
    // it stands on shared and central
    "of-policies-nonprod": "waits",
  });
});

test("where nothing is applied on merge, no report is applied but the one that is accepted", async () => {
  expect(await environmentsOf("deploy.yml", dispatch({ accept: "" }))).toEqual([]);
  expect(await environmentsOf("deploy.yml", dispatch({ accept: "2".repeat(64) }))).toEqual([]);
});

test("where environments ask for reviewers, who started a run does not approve it", () => {
  const { environments } = githubSettings(example.estate);
  const reviewed = environments.filter(({ needsReviewers }) => needsReviewers).map((one) => one.scope);
  const calls = githubCalls(githubSettings(example.estate), ["@acme/backup-team"]);

  expect(reviewed).not.toEqual([]);
  for (const one of reviewed) {
    const [call] = calls.filter((each) => each.includes(`/environments/${one} `));
    expect(call).toContain('"prevent_self_review":true');
  }
});
