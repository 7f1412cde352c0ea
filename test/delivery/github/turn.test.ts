import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { turn } from "../../../src/commands/turn.ts";
import { coveringRun } from "../../../src/delivery/github/covering-run.ts";
import { runsAtWork } from "../../../src/delivery/github/runs-at-work.ts";
import { said } from "../../commands/support/said.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { answeringGh, stubGh } from "./support/stub-gh.ts";

const repository = "repos/acme/backup";
const aRun = (id: number, more: object = {}) => ({
  ...{ id, status: "in_progress", display_title: "deploy", head_sha: String(id).padStart(40, "0") },
  ...more,
});
type Jobs = Readonly<Record<string, string>>;

/** Which runs the run 10 of `deploy.yml` would wait for, when there are these, each with its jobs by name. */
async function awaited(deploys: Readonly<Record<number, Jobs | null>>, retires: Readonly<Record<number, Jobs>> = {}) {
  const runs = (of: object) =>
    Object.entries(of).map(([id, jobs]) => aRun(Number(id), { status: jobs === null ? "completed" : "in_progress" }));
  const jobs = Object.entries({ ...deploys, ...retires }).map(([id, of]) => ({
    on: `runs/${id}/jobs`,
    says: [{ jobs: Object.entries(of ?? {}).map(([name, status]) => ({ name, status })) }],
  }));
  const gh = answeringGh([
    { on: "deploy.yml/runs", says: { workflow_runs: runs({ ...deploys, 10: { synth: "in_progress" } }) } },
    { on: "retire.yml/runs", says: { workflow_runs: runs(retires) } },
    ...jobs,
  ]);
  const found = await runsAtWork(gh.gh, repository, 10);
  return found.map(({ workflow, id }) => `${workflow} ${id}`);
}

test.each<[string, Jobs, readonly string[]]>([
  ["waits for approval", { report: "completed", "wave-1 (shared, 0)": "waiting" }, []],
  ["waits for approval of two scopes", { "wave-1 (shared, 0)": "waiting", "wave-1 (central-prod, 1)": "waiting" }, []],
  [
    "applies one scope and waits for another",
    { "wave-1 (shared, 0)": "in_progress", "wave-1 (central-prod, 1)": "waiting" },
    ["deploy.yml 9"],
  ],
  ["was approved and waits for a machine", { "wave-1 (shared, 0)": "queued" }, ["deploy.yml 9"]],
  ["is between two waves", { report: "completed", "wave-1 (shared, 0)": "completed" }, ["deploy.yml 9"]],
  ["plans", { pending: "completed", "plan (0)": "in_progress" }, ["deploy.yml 9"]],
  ["has not begun", {}, ["deploy.yml 9"]],
])("an older deploy that %s", async (_, jobs, expected) => {
  expect(await awaited({ 9: jobs })).toEqual(expected);
});

test.each<[string, Jobs, readonly string[]]>([
  ["plans: it waits for this one", { "plan (0)": "in_progress" }, []],
  ["waits for approval", { "wave-2 (app-nonprod, 0)": "waiting" }, []],
  ["applies, while this one was started again", { "wave-2 (app-nonprod, 0)": "in_progress" }, ["deploy.yml 11"]],
])("a newer deploy that %s", async (_, jobs, expected) => {
  expect(await awaited({ 11: jobs })).toEqual(expected);
});

test("a retire that nobody has approved keeps no deploy waiting, one that is at work does", async () => {
  expect(await awaited({}, { 8: { synth: "completed", retire: "waiting" }, 12: { retire: "waiting" } })).toEqual([]);
  expect(await awaited({}, { 8: { retire: "in_progress" }, 12: { retire: "queued" } })).toEqual([
    "retire.yml 8",
    "retire.yml 12",
  ]);
});

test("of runs that have ended nothing is asked", async () => {
  expect(await awaited({ 8: null, 9: null })).toEqual([]);
});

const own = { GITHUB_RUN_ID: "10" };
const listed = (...ids: readonly number[]) => ({
  workflow_runs: ids.map((id) => aRun(id)),
});
const applying = [{ jobs: [{ name: "wave-4 (app-prod, 3)", status: "in_progress" }] }];

test("a deploy waits until no other run is at work, a minute between two looks, and says for which", async () => {
  const waits: number[] = [];
  const { env } = stubGh([
    { on: "deploy.yml/runs", says: listed(9), times: 4 },
    { on: "deploy.yml/runs", says: listed() },
    { on: "retire.yml/runs", says: listed() },
    { on: "runs/9/jobs", says: applying },
  ]);
  const clock = { wait: async (ms: number) => waits.push(ms), nowMs: () => 0 };

  expect(await said(() => turn({ ...env, ...own }, clock))).toEqual({
    code: 0,
    out: "waiting for run 9 of deploy.yml, at work\nno other run is at work any more\n",
    err: "",
  });
  expect(waits).toEqual([60_000, 60_000]);
});

test("with nobody at work it goes on at once", async () => {
  const { env } = stubGh([{ on: "/runs", says: listed() }]);

  expect(await said(() => turn({ ...env, ...own }))).toEqual({
    code: 0,
    out: "no other run is at work\n",
    err: "",
  });
});

test("after four hours it gives up, and says what to do", async () => {
  let nowMs = 0;
  const { env } = stubGh([
    { on: "deploy.yml/runs", says: listed(9) },
    { on: "retire.yml/runs", says: listed() },
    { on: "runs/9/jobs", says: applying },
  ]);
  const clock = {
    wait: async (ms: number) => {
      nowMs += ms * 80;
    },
    nowMs: () => nowMs,
  };

  const { code, err } = await said(() => turn({ ...env, ...own }, clock));

  expect(code).toBe(1);
  expect(err).toBe(
    "got run 9 of deploy.yml at work for 4 hours; see what keeps it, cancel it if nothing does, then dispatch deploy\n",
  );
});

/** Which newer run covers the run 10, when there are these. */
const covered = (runs: readonly object[], compared = "ahead") =>
  coveringRun(
    answeringGh([
      { on: "deploy.yml/runs", says: { workflow_runs: runs } },
      { on: "/compare/", says: { status: compared } },
    ]).gh,
    repository,
    10,
  );

test.each<[string, readonly object[], string, number | null]>([
  ["a newer one of a later commit", [aRun(11), aRun(10)], "ahead", 11],
  ["a newer one of the same commit", [aRun(11, { head_sha: aRun(10).head_sha }), aRun(10)], "identical", 11],
  ["a newer one of another history", [aRun(11), aRun(10)], "diverged", null],
  ["a newer one that has ended", [aRun(11, { status: "completed" }), aRun(10)], "ahead", null],
  [
    "a newer one that accepts a report",
    [aRun(11, { display_title: "deploy, accepting a report" }), aRun(10)],
    "ahead",
    null,
  ],
  ["an older one", [aRun(10), aRun(9)], "behind", null],
  ["an older one of the same commit", [aRun(10), aRun(9, { head_sha: aRun(10).head_sha })], "identical", null],
  [
    "none, for one that accepts a report",
    [aRun(11), aRun(10, { display_title: "deploy, accepting a report" })],
    "ahead",
    null,
  ],
])("a deploy that has to wait is covered by %s", async (_, runs, compared, id) => {
  expect(await covered(runs, compared)).toBe(id);
});

test("one that has to wait leaves it to a newer one; one that need not, goes on", async () => {
  const output = join(temporaryFolder(), "output");
  writeFileSync(output, "");
  const answers = (older: object) => [
    { on: "deploy.yml/runs", says: { workflow_runs: [aRun(11), aRun(10), older] } },
    { on: "retire.yml/runs", says: listed() },
    { on: "runs/9/jobs", says: applying },
    { on: "runs/11/jobs", says: [{ jobs: [] }] },
    { on: "/compare/", says: { status: "ahead" } },
  ];
  const env = (older: object) => ({ ...stubGh(answers(older)).env, ...own, GITHUB_OUTPUT: output });

  const free = await said(() => turn(env(aRun(9, { status: "completed" }))));
  expect([free.out, readFileSync(output, "utf8")]).toEqual(["no other run is at work\n", ""]);

  const { code, out } = await said(() => turn(env(aRun(9))));
  expect([code, out]).toEqual([
    0,
    "left to run 11 of deploy.yml, which is newer and applies all that this one would\n",
  ]);
  expect(readFileSync(output, "utf8")).toBe("turn=newer\n");
});

test("outside of a workflow it says so", async () => {
  const { env } = stubGh([]);

  await expect(turn(env)).rejects.toThrow("GITHUB_RUN_ID: got undefined; run this in a workflow");
});
