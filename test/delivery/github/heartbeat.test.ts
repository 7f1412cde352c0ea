import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heartbeat } from "../../../src/commands/heartbeat.ts";
import { type LastLook, lastLook, longestSilenceHours, silenceOf } from "../../../src/delivery/github/last-look.ts";
import { said } from "../../commands/support/said.ts";
import { workflows } from "../../workflows/support/workflows.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { answeringGh, stubGh } from "./support/stub-gh.ts";

const at = "2026-11-30T06:17:00Z";
const hoursAfter = (hours: number) => Date.parse(at) + hours * 3_600_000;
const alive: LastLook = { state: "active", at, isFirst: false };
const again = "gh workflow run drift.yml --ref main -f all=true";

const answers = (state: string, runs: readonly string[]) => [
  { on: "drift.yml/runs", says: { workflow_runs: runs.map((run_started_at) => ({ run_started_at })) } },
  { on: "actions/workflows/drift.yml", says: { state, created_at: "2026-01-02T03:04:05.000Z" } },
];

test("the last look is the last run on main that ended well; before the first, the workflow's own beginning", async () => {
  const { gh, calls } = answeringGh(answers("active", [at]));

  expect(await lastLook(gh, "repos/acme/backup", "drift.yml")).toEqual(alive);
  expect(calls().map(({ args }) => args.at(-1))).toEqual([
    "repos/acme/backup/actions/workflows/drift.yml",
    "repos/acme/backup/actions/workflows/drift.yml/runs?branch=main&status=success&per_page=1",
  ]);
  expect(await lastLook(answeringGh(answers("active", [])).gh, "repos/acme/backup", "drift.yml")).toEqual({
    ...{ state: "active", at: "2026-01-02T03:04:05.000Z", isFirst: true },
  });
});

test.each<[string, LastLook, number, string | null]>([
  ["that looked just now", alive, 0, null],
  ["that looked almost six hours ago", alive, 5.99, null],
  [
    "that looked six hours ago",
    alive,
    6,
    "drift.yml has not done its work since 2026-11-30T06:17Z, 6 hours ago, and is to do so every hour. See whether its runs fail, or do not begin, then start it",
  ],
  ["that is new", { ...alive, isFirst: true }, 5, null],
  [
    "that never looked",
    { ...alive, isFirst: true },
    30,
    "drift.yml has never done its work since 2026-11-30T06:17Z, 30 hours ago, and is to do so every hour. See whether its runs fail, or do not begin, then start it",
  ],
  ...["disabled_inactivity", "disabled_manually"].map((state): [string, LastLook, number, string] => [
    `that is ${state}`,
    { ...alive, state },
    0,
    `drift.yml is turned off (${state}); it did its work last 2026-11-30T06:17Z. GitHub turns a schedule off after 60 days without activity. Turn it on again`,
  ]),
])("of a schedule %s", (_, look, hours, why) => {
  expect(silenceOf("drift.yml", look, hoursAfter(hours))?.why ?? null).toBe(why);
});

test("one that is off is turned on, and then started; one that fails is looked at first", () => {
  const off = silenceOf("drift.yml", { ...alive, state: "disabled_inactivity" }, hoursAfter(0));
  const late = silenceOf("drift.yml", alive, hoursAfter(7));

  expect(off?.calls).toEqual(["gh workflow enable drift.yml", again]);
  expect(late?.calls).toEqual(["gh run list --workflow drift.yml", again]);
});

/** What a deploy says of drift.yml, what it adds to the issue, and to the run's page. */
async function told(gh: Parameters<typeof stubGh>[0], hours: number) {
  const folder = temporaryFolder();
  const [issue, page] = [join(folder, "pending.md"), join(folder, "page")];
  writeFileSync(issue, "");
  writeFileSync(page, "before\n");
  const options = { workflow: "drift.yml", issue, githubStepSummary: page, nowMs: hoursAfter(hours) };
  const { code, out } = await said(() => heartbeat(options, stubGh(gh).env));
  return { code, out, issue: readFileSync(issue, "utf8"), page: readFileSync(page, "utf8") };
}

test("while drift is looked for, a deploy only says so, and the issue stays closed", async () => {
  expect(await told(answers("active", [at]), 1)).toEqual({
    ...{ code: 0, out: "drift.yml does its work\n", issue: "", page: "before\n" },
  });
});

test("a schedule that is off is told by the deploy, on its page and in the issue, and fails nothing", async () => {
  const section = `
### Nobody may be looking

drift.yml is turned off (disabled\\_inactivity); it did its work last 2026-11-30T06:17Z. GitHub turns a schedule off after 60 days without activity. Turn it on again:

\`\`\`sh
gh workflow enable drift.yml
${again}
\`\`\`
`;

  expect(await told(answers("disabled_inactivity", [at]), 1)).toEqual({
    code: 0,
    out: `::warning title=Nobody may be looking::drift.yml is turned off (disabled_inactivity); it did its work last 2026-11-30T06:17Z. GitHub turns a schedule off after 60 days without activity. Turn it on again: gh workflow enable drift.yml, then ${again}\n`,
    issue: section,
    page: `before\n${section}`,
  });
});

test("what GitHub does not tell is no proof that somebody looks", async () => {
  const { code, out } = await told(
    [{ on: "drift.yml", fails: "gh: Resource not accessible by integration (HTTP 403)" }],
    1,
  );

  expect(code).toBe(0);
  expect(out).toMatch(
    /^::warning title=Nobody may be looking::whether drift\.yml does its work is not known: .*HTTP 403/,
  );
});

test("every workflow that a schedule starts is asked for by a deploy, and none may be silent for two of its rounds", () => {
  const scheduled = workflows.filter(({ content }) => content.on && "schedule" in content.on);
  const deploy = workflows.find(({ file }) => file === "deploy.yml")?.text ?? "";
  const asked = [...deploy.matchAll(/heartbeat --workflow (\S+)/g)].map(([, file]) => file);

  expect(asked).toEqual(["drift.yml"]);
  expect(scheduled.map(({ file }) => file)).toEqual(asked);
  // hourly, so that six hours are several rounds, of which GitHub may leave out some
  expect(scheduled.map(({ content }) => content.on?.["schedule"])).toEqual([[{ cron: "17 * * * *" }]]);
  expect(longestSilenceHours).toBeGreaterThanOrEqual(2);
});
