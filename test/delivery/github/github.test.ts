import { expect, test } from "vitest";
import { commitId, repositoryPath } from "../../../src/delivery/github/ask.ts";
import { ghWith } from "../../../src/delivery/github/gh.ts";
import { mergedReview } from "../../../src/delivery/github/merged-review.ts";
import { rollingIssue } from "../../../src/delivery/github/rolling-issue.ts";
import { stickyComment } from "../../../src/delivery/github/sticky-comment.ts";
import { supersedeRuns } from "../../../src/delivery/github/supersede-runs.ts";
import type { TextAge } from "../../../src/delivery/github/text-age.ts";
import { withRetries } from "../../../src/delivery/github/with-retries.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Answer, answeringGh, bot, person } from "./support/stub-gh.ts";

const repository = "repos/acme/backup";
const marker = "<!-- lockstep:plan -->";
const body = `${marker}\n\n1 stack changes.\n`;
const commit = "a".repeat(40);
const head = "b".repeat(40);

// --- comment ---

const comment = (id: number, text: string, user: object | null = bot) => ({ id, body: text, user });

async function runComment(comments: readonly object[], text = body) {
  const gh = answeringGh([
    { on: "issues/7/comments?per_page=100", says: [comments.slice(0, 1), comments.slice(1)] },
    { on: "--method", says: { id: 1 } },
  ]);
  const outcome = await stickyComment(gh.gh, repository, 7, { body: text, marker });
  return { outcome, writes: gh.writes(), calls: gh.calls() };
}
const posted = `POST ${repository}/issues/7/comments ${JSON.stringify({ body })}`;
const patched = (id: number) => `PATCH ${repository}/issues/comments/${id} ${JSON.stringify({ body })}`;

test.each<[string, readonly object[], string, readonly string[]]>([
  ["no comment", [], "created", [posted]],
  ["the same comment", [comment(3, body)], "unchanged", []],
  ["the same with other line ends", [comment(3, body.trimEnd().replaceAll("\n", "\r\n"))], "unchanged", []],
  ["an older comment of its own", [comment(3, `${marker}\nold`)], "updated", [patched(3)]],
  ["one on a later page", [comment(1, "hi", person), comment(9, `${marker}\nold`)], "updated", [patched(9)]],
  ["the marker in a person's comment", [comment(3, `${marker}\nmine`, person)], "created", [posted]],
  ["the marker quoted by the bot", [comment(3, `> ${marker}`)], "created", [posted]],
  [
    "a person who is called like the bot",
    [comment(3, marker, { login: "github-actions[bot]", type: "User" })],
    "created",
    [posted],
  ],
  ["a comment of a deleted account", [comment(3, marker, null)], "created", [posted]],
  ["two of its own", [comment(3, `${marker}\nold`), comment(4, `${marker}\nolder`)], "updated", [patched(3)]],
])("with %s the comment is %s", async (_, comments, outcome, writes) => {
  expect(await runComment(comments)).toMatchObject({ outcome, writes });
});

test("a body never stands among the arguments, which are limited and open to all", async () => {
  const { calls } = await runComment([]);

  expect(calls.flatMap(({ args }) => args).join(" ")).not.toContain("1 stack changes");
  expect(calls.at(-1)?.args.slice(-2)).toEqual(["--input", "-"]);
});

test.each([
  ["without marker", "1 stack changes", `got a comment without ${marker} at its start; use what report wrote`],
  [
    "that GitHub refuses",
    marker.padEnd(65_537, "x"),
    "got a comment of 65537 UTF-16 units; use at most 65536, as report writes it",
  ],
])("a body %s is not sent", async (_, text, message) => {
  await expect(runComment([], text)).rejects.toThrow(message);
});

test("the longest body that GitHub takes is sent", async () => {
  expect(await runComment([], marker.padEnd(65_536, "x"))).toMatchObject({ outcome: "created" });
});

// --- errors ---

async function retried(...answers: readonly Answer[]) {
  const gh = answeringGh([
    ...answers,
    { on: "issues/7/comments?per_page=100", says: [[]] },
    { on: "--method", says: {} },
  ]);
  const waits: number[] = [];
  const work = () => stickyComment(gh.gh, repository, 7, { body, marker });
  const outcome = await withRetries(work, async (milliseconds) => waits.push(milliseconds)).catch(
    (error: Error) => error.message,
  );
  return { outcome, waits: waits.length, writes: gh.writes().length };
}

test.each<[string, string, number]>([
  ["rate limit", "gh: API rate limit exceeded for installation ID 1. (HTTP 403)", 1],
  ["secondary limit", "gh: You have exceeded a secondary rate limit. (HTTP 403)", 2],
  ["too many requests", "gh: Too Many Requests (HTTP 429)", 1],
  ["server error", "gh: Server Error (HTTP 502)", 2],
  ["lost connection", "error connecting to api.github.com", 1],
])("after a %s it is done again", async (_, fails, times) => {
  expect(await retried({ on: "comments", fails, times })).toEqual({ outcome: "created", waits: times, writes: 1 });
});

test("a third server error in a row is one too many", async () => {
  expect(await retried({ on: "comments?", fails: "gh: Server Error (HTTP 502)", times: 3 })).toEqual({
    outcome:
      "repos/acme/backup/issues/7/comments?per_page=100: got gh: Server Error (HTTP 502); GitHub is busy or out of reach; run the job again later (tried 3 times in 0 s)",
    waits: 2,
    writes: 0,
  });
});

test("a comment that was created although GitHub answered with an error is not created twice", async () => {
  const outcome = await retried(
    { on: "comments?per_page=100", says: [[]], times: 1 },
    { on: "--method POST", fails: "gh: Bad Gateway (HTTP 502)", times: 1 },
    { on: "comments?per_page=100", says: [[comment(3, body)]] },
  );

  expect(outcome).toEqual({ outcome: "unchanged", waits: 1, writes: 1 });
});

test.each<[string, string]>([
  [
    "gh: Resource not accessible by integration (HTTP 403)",
    "give the job the permission that this needs (see docs/pipeline.md)",
  ],
  ["gh: Not Found (HTTP 404)", "check that it exists, and that the job may see it"],
  ["gh: Bad credentials (HTTP 401)", "set GH_TOKEN to the token of the job"],
  [
    "To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.",
    "set GH_TOKEN to the token of the job",
  ],
  ["gh: Validation Failed (HTTP 422)", "GitHub does not take what was sent; report it as a fault of Lockstep"],
  ["something else", "see what it says"],
])("%s is not tried again and says what to do", async (fails, wayOut) => {
  expect(await retried({ on: "comments", fails })).toEqual({
    outcome: `repos/acme/backup/issues/7/comments?per_page=100: got ${fails}; ${wayOut}`,
    waits: 0,
    writes: 0,
  });
});

test("without gh it says what to install", async () => {
  await expect(ghWith({ PATH: temporaryFolder() })(["api", "x"])).rejects.toThrow(
    "got no gh on the PATH; install the GitHub CLI (https://cli.github.com)",
  );
});

test("an answer that is not what GitHub documents is a fault, not an empty list", async () => {
  const gh = answeringGh([{ on: "comments", says: [{ message: "hello" }] }]);

  await expect(stickyComment(gh.gh, repository, 7, { body, marker })).rejects.toThrow(
    "repos/acme/backup/issues/7/comments?per_page=100: got something unknown at 0 from GitHub; report it as a fault of Lockstep",
  );
});

test.each([
  ["acme/backup", true],
  ["acme", false],
  ["acme/backup/../../user", false],
  [undefined, false],
])("the repository %s is taken: %s", (name, isTaken) => {
  if (isTaken) expect(repositoryPath(name)).toBe(repository);
  else expect(() => repositoryPath(name)).toThrow(`GITHUB_REPOSITORY: got ${JSON.stringify(name)}; use owner/name`);
});

test.each([
  [commit, true],
  ["a".repeat(39), false],
  ["main", false],
])("the commit %s is taken: %s", (id, isTaken) => {
  if (isTaken) expect(commitId(id)).toBe(id);
  else expect(() => commitId(id)).toThrow(`--commit: got "${id}"; use all 40 digits of its id`);
});

// --- issue ---

const [title, label] = ["Drift", "lockstep: drift"];
const issue = (number: number, state: string, change: object = {}) => ({
  number,
  title,
  body: "old",
  state,
  user: bot,
  ...change,
});

async function runIssue(issues: readonly object[], text: string, closed?: string) {
  const gh = answeringGh([
    { on: "issues?state=all&labels=lockstep%3A%20drift&per_page=100", says: [issues] },
    { on: "--method", says: {} },
  ]);
  const outcome = await rollingIssue(gh.gh, repository, { title, label, body: text, closed });
  return { outcome, writes: gh.writes() };
}
const patchedIssue = (number: number, change: object) =>
  `PATCH ${repository}/issues/${number} ${JSON.stringify(change)}`;
const createdIssue = `POST ${repository}/issues ${JSON.stringify({ title, body: "new", labels: [label] })}`;

test.each<[string, string, readonly object[], string, readonly string[]]>([
  ["no issue", "new", [], "created", [createdIssue]],
  ["an open one", "new", [issue(3, "open")], "updated", [patchedIssue(3, { body: "new" })]],
  ["an open one that says the same", "old\n", [issue(3, "open")], "unchanged", []],
  ["a closed one", "new", [issue(3, "closed")], "reopened", [patchedIssue(3, { body: "new", state: "open" })]],
  [
    "a closed one and an open one",
    "new",
    [issue(4, "closed"), issue(3, "open")],
    "updated",
    [patchedIssue(3, { body: "new" })],
  ],
  [
    "an open one and nothing left",
    "\n",
    [issue(3, "open")],
    "closed",
    [patchedIssue(3, { body: "Nothing is left.", state: "closed", state_reason: "completed" })],
  ],
  ["a closed one and nothing left", "", [issue(3, "closed")], "none", []],
  ["no issue and nothing left", "", [], "none", []],
  ["a person's of that title", "new", [issue(3, "open", { user: person })], "created", [createdIssue]],
  ["one of another title", "new", [issue(3, "open", { title: "Other" })], "created", [createdIssue]],
  ["a pull request", "new", [issue(3, "open", { pull_request: { url: "u" } })], "created", [createdIssue]],
])("with %s the issue about %j is %s", async (_, text, issues, outcome, writes) => {
  expect(await runIssue(issues, text)).toEqual({ outcome, writes });
});

test.each<[string, string, readonly object[], string, readonly string[]]>([
  [
    "an open one is closed",
    "",
    [issue(3, "open")],
    "closed",
    [patchedIssue(3, { body: "today", state: "closed", state_reason: "completed" })],
  ],
  [
    "a closed one that says something else is noted",
    "",
    [issue(3, "closed")],
    "noted",
    [patchedIssue(3, { body: "today" })],
  ],
  ["a closed one that says so is left", "", [issue(3, "closed", { body: "today\r\n" })], "none", []],
  ["none is made", "", [], "none", []],
  [
    "a closed one is reopened",
    "new",
    [issue(3, "closed")],
    "reopened",
    [patchedIssue(3, { body: "new", state: "open" })],
  ],
])("with what a closed issue is to say, %s", async (_, text, issues, outcome, writes) => {
  expect(await runIssue(issues, text, "today")).toEqual({ outcome, writes });
});

const older = { commit: head, readAt: "2026-11-30T10:00:00Z" };
const newer = { commit, readAt: "2026-11-30T11:00:00Z" };
const written = (text: string, { commit: of, readAt }: TextAge) => `${text}\n\n<!-- lockstep-of ${of} ${readAt} -->\n`;

async function runIssueOf(text: string, there: object, of: TextAge, compared: Omit<Answer, "on"> = {}) {
  const gh = answeringGh([
    { on: "issues?state=all", says: [[there]] },
    { on: "/compare/", ...compared },
    { on: "--method", says: {} },
  ]);
  const outcome = await rollingIssue(gh.gh, repository, { title, label, body: text, of });
  return { outcome, writes: gh.writes() };
}

test.each<[string, string, TextAge, TextAge, Omit<Answer, "on">, string]>([
  ["of an older commit", "open", older, newer, { says: { status: "ahead" } }, "updated"],
  ["of a newer commit", "open", newer, older, { says: { status: "behind" } }, "newer"],
  ["of a newer commit, which was closed", "closed", newer, older, { says: { status: "behind" } }, "newer"],
  [
    "of a newer commit, before an older one was looked at once more",
    "open",
    { ...newer, readAt: older.readAt },
    { ...older, readAt: newer.readAt },
    { says: { status: "behind" } },
    "newer",
  ],
  ["of a later look at the same commit", "open", newer, { ...newer, readAt: older.readAt }, {}, "newer"],
  ["of an earlier look at the same commit", "open", { ...newer, readAt: older.readAt }, newer, {}, "updated"],
  ["of the same look", "open", newer, newer, {}, "updated"],
  ["of a commit that main has no more, later", "open", newer, older, { says: { status: "diverged" } }, "newer"],
  ["of a commit that GitHub has no more, later", "open", newer, older, { fails: "gh: Not Found (HTTP 404)" }, "newer"],
  ["of a commit that GitHub has no more", "open", older, newer, { fails: "gh: Not Found (HTTP 404)" }, "updated"],
])("an issue that was written %s is left, or written", async (_, state, there, own, compared, outcome) => {
  const { outcome: left, writes } = await runIssueOf(
    "new",
    issue(3, state, { body: written("old", there) }),
    own,
    compared,
  );

  expect(left).toBe(outcome);
  expect(writes).toEqual(outcome === "newer" ? [] : [patchedIssue(3, { body: written("new", own) })]);
});

test("an issue that does not say of what it was written is written", async () => {
  expect(await runIssueOf("new", issue(3, "open"), newer)).toMatchObject({ outcome: "updated" });
  expect(await runIssueOf("new", issue(3, "open", { body: "<!-- lockstep-of x y -->" }), newer)).toMatchObject({
    outcome: "updated",
  });
});

test("a closed one says of what it was closed, so that an older run opens it no more", async () => {
  const closed = issue(3, "closed", { body: written("Nothing is left.", older) });

  const noted = await runIssueOf("", closed, newer, { says: { status: "ahead" } });

  expect(noted).toEqual({ outcome: "noted", writes: [patchedIssue(3, { body: written("Nothing is left.", newer) })] });
});

test("where GitHub does not compare, nothing is written", async () => {
  const there = issue(3, "open", { body: written("old", older) });

  await expect(runIssueOf("new", there, newer, { fails: "gh: Server Error (HTTP 502)" })).rejects.toThrow(
    "Server Error",
  );
});

// --- supersede ---

const run = (id: number, change: object = {}) => ({
  id,
  run_number: id,
  display_title: "deploy",
  head_sha: head,
  html_url: `https://github.com/acme/backup/actions/runs/${id}`,
  status: "waiting",
  ...change,
});
const jobs = (...statuses: readonly string[]) => [
  { total_count: statuses.length, jobs: statuses.map((status, index) => ({ name: `job ${index}`, status })) },
];
const waiting = "workflows/deploy.yml/runs?status=waiting&per_page=100";
const cancelled = `POST ${repository}/actions/runs/5/cancel {}`;

async function runSupersede(...answers: readonly Answer[]) {
  const gh = answeringGh(answers);
  const runs = await supersedeRuns(gh.gh, repository, { workflow: "deploy.yml", commit });
  return { runs: runs.map(({ number, outcome }) => `${number} ${outcome}`), writes: gh.writes() };
}

test.each<[string, object, string, readonly string[], readonly string[], readonly string[]]>([
  ["waits for approval", run(5), "ahead", ["completed", "waiting"], ["5 cancelled"], [cancelled]],
  ["has a job under way", run(5), "ahead", ["waiting", "in_progress"], ["5 busy"], []],
  ["has a job that starts at once", run(5), "ahead", ["waiting", "queued"], ["5 busy"], []],
  ["accepts a report", run(5, { display_title: "deploy, accepting a report" }), "ahead", ["waiting"], [], []],
  ["is of stacks asked for", run(5, { display_title: "deploy, of stacks asked for" }), "ahead", ["waiting"], [], []],
  ["is of the same commit", run(5, { head_sha: commit }), "identical", ["waiting"], [], []],
  ["is of a newer commit", run(5), "behind", ["waiting"], [], []],
  ["is of another branch", run(5), "diverged", ["waiting"], [], []],
])("a run that %s", async (_, other, status, statuses, runs, writes) => {
  const answers: readonly Answer[] = [
    { on: waiting, says: [{ total_count: 1, workflow_runs: [other] }] },
    { on: `compare/${head}...${commit}?per_page=1`, says: { status, ahead_by: 1 } },
    { on: "actions/runs/5/jobs", says: jobs(...statuses) },
    { on: "--method POST", says: {} },
  ];

  expect(await runSupersede(...answers)).toEqual({ runs, writes });
});

test("a run that ends while it is cancelled needs no cancelling", async () => {
  const answers = (fails: string): readonly Answer[] => [
    { on: waiting, says: [{ workflow_runs: [run(5)] }] },
    { on: "compare", says: { status: "ahead" } },
    { on: "jobs", says: jobs("waiting") },
    { on: "--method POST", fails },
  ];

  expect(
    (await runSupersede(...answers("gh: Cannot cancel a workflow run that is completed. (HTTP 409)"))).runs,
  ).toEqual(["5 cancelled"]);
  await expect(runSupersede(...answers("gh: Forbidden (HTTP 403)"))).rejects.toThrow("give the job the permission");
});

// --- reviewed ---

const pull = (change: object = {}, headChange: object = {}) => ({
  number: 7,
  merged_at: "2026-11-20T10:00:00Z",
  merge_commit_sha: commit,
  base: { ref: "main" },
  head: { sha: head, ref: "orders", repo: { full_name: "acme/backup" }, ...headChange },
  ...change,
});
const planRun = (id: number, change: object = {}) => ({
  id,
  run_number: id,
  event: "pull_request",
  path: ".github/workflows/plan.yml",
  conclusion: "success",
  head_branch: "orders",
  head_repository: { full_name: "acme/backup" },
  ...change,
});
const shown = { commit: head, digests: [{ stack: "app-a", digest: sha256("a") }] };
const artifact = (change: object = {}) => ({ id: 1, name: "reviewed", expired: false, ...change });

async function runReviewed({
  pulls = [pull()] as readonly object[],
  events = [{ event: "labeled" }] as readonly object[],
  siblingEvents = [] as readonly object[],
  siblings = [pull()] as readonly object[],
  changes = [{ filename: "config/accounts/orders.yaml" }] as readonly object[],
  runs = [planRun(11)] as readonly object[],
  artifacts = [artifact()] as readonly object[],
  files = { "reviewed.json": reviewedFile.text(shown) } as Readonly<Record<string, string>>,
} = {}) {
  const gh = answeringGh([
    { on: `commits/${commit}/pulls`, says: [pulls] },
    { on: "issues/7/events", says: [events] },
    { on: "issues/6/events", says: [siblingEvents] },
    { on: "pulls?state=all&head=acme%3Aorders", says: [siblings] },
    { on: "pulls/7/files", says: [changes] },
    {
      on: `workflows/plan.yml/runs?head_sha=${head}&event=pull_request&status=success`,
      says: [{ workflow_runs: runs }],
    },
    { on: "artifacts?name=reviewed", says: [{ artifacts }] },
    { on: "run download", files },
  ]);
  const found = await mergedReview(gh.gh, repository, commit, temporaryFolder());
  return { found, calls: gh.calls().map(({ args }) => args.join(" ")), writes: gh.writes() };
}

test("what the last successful plan of a merged pull request showed is found, and nothing is written", async () => {
  const { found, calls, writes } = await runReviewed({ runs: [planRun(11), planRun(13), planRun(12)] });

  expect(found).toEqual({ digests: shown.digests, mergedAt: "2026-11-20T10:00:00Z" });
  expect(calls.at(-1)).toMatch(/^run download 13 --name reviewed --dir \S+ --repo acme\/backup$/);
  expect(writes).toEqual([]);
});

const noRun = `no successful run of plan.yml for ${head}, the last commit of pull request 7`;
const noPull = `no merged pull request has ${commit} as its merge commit`;

type Unreviewed = [string, Parameters<typeof runReviewed>[0], string];

test.each<Unreviewed>([
  ["no pull request", { pulls: [] }, noPull],
  ["one that is open", { pulls: [pull({ merged_at: null })] }, noPull],
  ["one that was merged later", { pulls: [pull({ merge_commit_sha: head })] }, noPull],
  [
    "one from a fork",
    { pulls: [pull({}, { repo: { full_name: "mallory/backup" } })] },
    "pull request 7 came from a fork, of which nothing is planned",
  ],
  [
    "one from a fork that is gone",
    { pulls: [pull({}, { repo: null })] },
    "pull request 7 came from a fork, of which nothing is planned",
  ],
  ["no run", { runs: [] }, noRun],
  ["a run that failed", { runs: [planRun(11, { conclusion: "failure" })] }, noRun],
  ["a run of another event", { runs: [planRun(11, { event: "workflow_dispatch" })] }, noRun],
  ["a run of another workflow", { runs: [planRun(11, { path: ".github/workflows/other.yml" })] }, noRun],
  ["a run of another branch", { runs: [planRun(11, { head_branch: "mallory" })] }, noRun],
  ["a run of a fork", { runs: [planRun(11, { head_repository: { full_name: "mallory/backup" } })] }, noRun],
  ["no artifact", { artifacts: [] }, "the plan of pull request 7 left no artifact reviewed"],
  [
    "an artifact of another name",
    { artifacts: [artifact({ name: "reviewed-2" })] },
    "the plan of pull request 7 left no artifact reviewed",
  ],
  [
    "an artifact that has expired",
    { artifacts: [artifact({ expired: true })] },
    "the artifact reviewed of pull request 7 has expired",
  ],
  [
    "an artifact without the file",
    { files: { "other.json": "{}" } },
    "the artifact of pull request 7 holds no reviewed.json",
  ],
  [
    "an artifact of another Lockstep",
    { files: { "reviewed.json": reviewedFile.text(shown).replace('"version": 1', '"version": 2') } },
    "the plan of pull request 7 was made by another Lockstep: got version 2 of a list of reviewed changes; this Lockstep reads version 1",
  ],
  [
    "one that was merged into another branch",
    { pulls: [pull({ base: { ref: "maintenance" } })] },
    "pull request 7 was merged into maintenance, not main",
  ],
  ...["base_ref_changed", "automatic_base_change_succeeded"].map(
    (event): Unreviewed => [
      `one whose base was changed (${event})`,
      { events: [{ event: "labeled" }, { event }] },
      "pull request 7, of the branch of 7, had another base before, whose workflow may have planned it",
    ],
  ),
  [
    "another one of its branch, whose base is main by now and was its author's",
    { siblings: [pull({ number: 6 }), pull()], siblingEvents: [{ event: "base_ref_changed" }] },
    "pull request 6, of the branch of 7, had another base before, whose workflow may have planned it",
  ],
  [
    "another one of its branch, whose base is its author's",
    { siblings: [pull(), pull({ number: 8, merged_at: null, merge_commit_sha: null, base: { ref: "authors" } })] },
    "pull request 8 has the branch of 7 and another base, whose workflow may have planned it",
  ],
  ...[
    ".github/workflows/plan.yml",
    "src/names.ts",
    "stacks/app.ts",
    "package-lock.json",
    ".terraform.lock.hcl",
    ".npmrc",
    "tsconfig.json",
    "docs.ts",
    "a/README.md",
  ].map(
    (filename): Unreviewed => [
      `a change of ${filename}`,
      { changes: [{ filename: "config/plans/gold.yaml" }, { filename }] },
      `pull request 7 changes code, which could have written what it shows (${filename})`,
    ],
  ),
  [
    "code that goes away under another name",
    { changes: [{ filename: "docs/old.md", previous_filename: "src/old.ts" }] },
    "pull request 7 changes code, which could have written what it shows (src/old.ts)",
  ],
  [
    "much code",
    { changes: ["a", "b", "c", "d", "e"].map((name) => ({ filename: `src/${name}.ts` })) },
    "pull request 7 changes code, which could have written what it shows (src/a.ts, src/b.ts, src/c.ts and 2 more)",
  ],
  [
    "more files than GitHub lists",
    { changes: Array.from({ length: 3000 }, (_, index) => ({ filename: `docs/${index}.md` })) },
    "pull request 7 changes more files than GitHub lists",
  ],
])("with %s nothing was reviewed, and it says why", async (_, given, why) => {
  const { digests, why: said } = (await runReviewed(given)).found;

  expect({ digests, said }).toEqual({ digests: [], said: why });
});

test("another pull request of its branch into main, and changes of config and docs alone, are no reason", async () => {
  const changes = ["config/allowances.yaml", "docs/runbooks/restore.md", "README.md"].map((filename) => ({ filename }));
  const { found } = await runReviewed({ siblings: [pull(), pull({ number: 6 })], changes });

  expect(found).toEqual({ digests: shown.digests, mergedAt: "2026-11-20T10:00:00Z" });
});

test("when a change was merged is told where nothing of it counts, too", async () => {
  expect((await runReviewed({ runs: [] })).found.mergedAt).toBe("2026-11-20T10:00:00Z");
  expect((await runReviewed({ pulls: [] })).found.mergedAt).toBe(null);
});

test("an artifact with something else in it does not count", async () => {
  const { digests, why } = (await runReviewed({ files: { "reviewed.json": '{"version":1,"digests":[]}' } })).found;

  expect({ digests, why }).toEqual({
    digests: [],
    why: "the plan of pull request 7 left something else: commit: got nothing",
  });
});
