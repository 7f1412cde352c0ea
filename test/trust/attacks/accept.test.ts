import { expect, test } from "vitest";
import { githubCalls } from "../../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../../src/bootstrap/github-settings.ts";
import { pipelineScopes } from "../../../src/names.ts";
import { dispatch, type GitHubEvent } from "../../workflows/support/events.ts";
import { simulate } from "../../workflows/support/simulate.ts";
import { hasCredentials, jobsOf, workflow } from "../../workflows/support/workflows.ts";
import { example } from "../organization/organization.ts";
import { type Attack, testAttack } from "./attack.ts";
import { filesWith } from "./what-runs.ts";

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

/** Environments in which a run of the workflow gets an apply role. */
async function environmentsOf(file: string, event: GitHubEvent): Promise<readonly string[]> {
  const running = await simulate(workflow(file), { event, vars: { LOCKSTEP_DEPLOY: "dispatch" }, outputs });
  const withRoles = jobsOf(workflow(file)).filter(([, job]) => hasCredentials(job) && job.environment !== undefined);
  return withRoles.flatMap(([id]) => running.get(id)?.instances.flatMap(({ environment }) => environment ?? []) ?? []);
}

/** Ways in which a workflow, or a command that it runs, can learn who started it. */
const whoStarted = /\bgithub\.(triggering_)?actor\b|\bGITHUB_(TRIGGERING_)?ACTOR\b|\btriggering_actor\b/;

const ofItsAuthor = (does: string, file: string, event: GitHubEvent, environments: string): Attack["ends"][number] => ({
  who: "the author of a change, without a second person,",
  does,
  answer: async () => {
    const found = await environmentsOf(file, event);
    const asking = filesWith(workflow(file), whoStarted);
    const said = `runs in ${found.join(", ") || "nothing"}; who started it is read in ${asking.join(", ") || "nothing"}`;
    return { goesOn: found.length > 0 && asking.length === 0, said };
  },
  today: `runs in ${environments}; who started it is read in nothing`,
});

testAttack({
  id: "accept-own-change",
  steps: [],
  ends: [
    ofItsAuthor(
      "accepts its report",
      "deploy.yml",
      dispatch({ accept: reportId }),
      pipelineScopes.map(({ scope }) => scope).join(", "),
    ),
    ofItsAuthor(
      "retires a stack",
      "retire.yml",
      dispatch({ stack: "app-sandbox", scope: "app-nonprod", confirm: "app-sandbox" }),
      "app-nonprod",
    ),
    ofItsAuthor(
      "unlocks a state",
      "unlock.yml",
      dispatch({ stack: "shared", scope: "shared", "lock-id": "1" }),
      "shared",
    ),
  ],
});

test("where nothing is applied on merge, no report is applied but the one that is accepted", async () => {
  expect(await environmentsOf("deploy.yml", dispatch({ accept: "" }))).toEqual([]);
  expect(await environmentsOf("deploy.yml", dispatch({ accept: "2".repeat(64) }))).toEqual([]);
});

test("where environments ask for reviewers, who started a run does not approve it", () => {
  const { environments } = githubSettings(example.estate);
  const reviewed = environments.filter(({ needsReviewers }) => needsReviewers).map(({ scope }) => scope);
  const calls = githubCalls(githubSettings(example.estate), ["@acme/backup-team"]);

  expect(reviewed).not.toEqual([]);
  for (const scope of reviewed) {
    const [call] = calls.filter((one) => one.includes(`/environments/${scope} `));
    expect(call).toContain('"prevent_self_review":true');
  }
});
