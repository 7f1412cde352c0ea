import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ask, askAll, commitId, repositoryPath, send } from "../../../src/delivery/github/ask.ts";
import { isActionsBot, sameText } from "../../../src/delivery/github/bot.ts";
import { type Gh, ghError, ghFailure, ghWith, isPassing } from "../../../src/delivery/github/gh.ts";
import { mergedReview } from "../../../src/delivery/github/merged-review.ts";
import { rollingIssue } from "../../../src/delivery/github/rolling-issue.ts";
import { supersedeRuns } from "../../../src/delivery/github/supersede-runs.ts";
import { withRetries } from "../../../src/delivery/github/with-retries.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const item = z.object({ id: z.number() });
const saying =
  (text: string): Gh =>
  async () =>
    text;

test("pages of a list are one list, be a page the list or hold it under a key", async () => {
  const asked: (readonly string[])[] = [];
  const gh =
    (pages: unknown): Gh =>
    async (args) => {
      asked.push(args);
      return JSON.stringify(pages);
    };

  expect(await askAll(gh([[{ id: 1 }], [{ id: 2 }]]), "repos/a/b/c", item)).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await askAll(gh([{ runs: [{ id: 1 }] }, { runs: [{ id: 2 }] }]), "repos/a/b/c", item, "runs")).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
  expect(asked).toEqual(Array(2).fill(["api", "--paginate", "--slurp", "repos/a/b/c"]));
});

test.each([
  ["no JSON", "<html>", "repos/a/b: got no JSON from GitHub; run the job again later"],
  ["another kind", "[]", "repos/a/b: got something unknown at the whole from GitHub; report it as a fault of Lockstep"],
  [
    "a value of another kind",
    '{"id":"1"}',
    "repos/a/b: got something unknown at id from GitHub; report it as a fault of Lockstep",
  ],
])("an answer that is %s is told with its address", async (_, text, message) => {
  await expect(ask(saying(text), "repos/a/b", item)).rejects.toThrow(new Error(message));
});

test("what is sent goes to the command's input, as JSON", async () => {
  const calls: unknown[] = [];

  const gh: Gh = async (...call) => {
    calls.push(call);
    return "";
  };

  await send(gh, "PATCH", "repos/a/b", { body: "x" });

  expect(calls).toEqual([[["api", "--method", "PATCH", "repos/a/b", "--input", "-"], '{"body":"x"}']]);
});

test.each(["x/acme/backup", "acme/backup/x", "acme backup/x", "acme/", ""])("%j is no repository", (name) => {
  expect(() => repositoryPath(name)).toThrow(`GITHUB_REPOSITORY: got "${name}"; use owner/name`);
});

test.each([`x${"a".repeat(40)}`, `${"a".repeat(40)}x`, "a".repeat(41)])("%s is no commit", (id) => {
  expect(() => commitId(id)).toThrow("use all 40 digits of its id");
});

/** A `gh` that does as the lines of a shell script say. */
function ghThat(does: string): Gh {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "gh"), `#!/bin/sh\n${does}\n`);
  chmodSync(join(folder, "gh"), 0o755);
  return ghWith({ PATH: `${folder}:/usr/bin:/bin` });
}
const failing = (said: string) => ghThat(`echo '${said}' >&2; exit 1`);

test("what gh prints is the answer; it is not asked questions, and may leave its input unread", async () => {
  expect(await ghThat('printf "%s %s" "$GH_PROMPT_DISABLED" "$(cat)"')(["api"], "sent")).toBe("1 sent");
  expect(await ghThat("exec 0<&-; printf done")(["api"], "x".repeat(1_000_000))).toBe("done");
});

test("a failure says what was asked for, and nothing else of the arguments", async () => {
  await expect(failing("no")(["api", "--method", "POST", "repos/a/b", "secret"])).rejects.toThrow(
    new Error("repos/a/b: got no; see what it says"),
  );
  await expect(failing("no")(["run", "download", "secret"])).rejects.toThrow(
    new Error("run download: got no; see what it says"),
  );
  await expect(ghThat("exit 3")(["api"])).rejects.toThrow(new Error("api: got exit code 3; see what it says"));
  await expect(ghThat("kill -9 $$")(["api"])).rejects.toThrow(
    new Error("api: got exit code SIGKILL; see what it says"),
  );
});

test.each([
  ["gh: Not Found (HTTP 404)", 404],
  ["gh: HTTP 502: Bad Gateway", 502],
  ["gh: HTTP 500 of another (HTTP 404)", 404],
  ["gh: no status", undefined],
])("of %s the status is %s", async (said, status) => {
  const error = await failing(said)(["api"]).catch((cause: unknown) => cause);

  expect(ghFailure(error)).toEqual({ said, status });
  expect(ghFailure(new Error("another"))).toBe(undefined);
});

test.each([
  [429, "", true],
  [500, "", true],
  [499, "", false],
  [403, "You have exceeded a secondary Rate Limit", true],
  [403, "connection reset", false],
  [undefined, "error connecting to api.github.com", true],
  [undefined, "read: connection reset by peer", true],
  [undefined, "i/o timeout", true],
  [undefined, "request timed out", true],
  [undefined, "unexpected EOF", true],
  [undefined, "lookup api.github.com: no such host", true],
  [undefined, "net/http: TLS handshake failed", true],
  [undefined, "unknown flag", false],
])("a failure with status %s that says %j may pass: %s", (status, said, passes) => {
  expect(isPassing({ status, said })).toBe(passes);
});

test("before another try it waits for five seconds, then for the minute that GitHub asks for", async () => {
  const waits: number[] = [];
  const busy = () => Promise.reject(new Error("x", { cause: { said: "", status: 502 } }));
  const run = (work: () => Promise<string>) => withRetries(work, async (ms) => waits.push(ms));

  await expect(run(busy)).rejects.toThrow("x");

  expect(waits).toEqual([5_000, 60_000]);
  await expect(run(() => Promise.reject(new Error("another")))).rejects.toThrow("another");
  expect(waits).toHaveLength(2);
});

test("no other try is begun once four minutes are over, and what is thrown says how often and how long it was tried", async () => {
  let nowMs = 0;
  let tries = 0;
  const slow = async () => {
    tries += 1;
    nowMs += 120_000;
    throw ghError(["api", "repos/a/b"], "no answer within 120 s");
  };
  const wait = async (milliseconds: number) => {
    nowMs += milliseconds;
  };

  await expect(withRetries(slow, wait, () => nowMs)).rejects.toThrow(
    new Error(
      "repos/a/b: got no answer within 120 s; GitHub is busy or out of reach; run the job again later (tried 2 times in 245 s)",
    ),
  );
  expect(tries).toBe(2);
});

test("a gh that never answers is ended, whatever it has started, and its call may be made again", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "gh"), "#!/bin/sh\nsleep 60 & sleep 60\n");
  chmodSync(join(folder, "gh"), 0o755);
  const gh = ghWith({ PATH: `${folder}:/usr/bin:/bin` }, 100);

  const error: unknown = await gh(["api", "repos/a/b"]).catch((thrown: unknown) => thrown);

  expect(error).toEqual(
    new Error("repos/a/b: got no answer within 0.1 s; GitHub is busy or out of reach; run the job again later"),
  );
  const failure = ghFailure(error);
  expect(failure && isPassing(failure)).toBe(true);
});

test("a text is the same whatever its line ends and what is blank behind it; none is like no other", () => {
  expect(sameText("a\r\nb\r\n", "a\nb")).toBe(true);
  expect(sameText("a\nb", "a\nb\n\n")).toBe(true);
  expect(sameText(" a", "a")).toBe(false);
  expect(sameText(null, "")).toBe(false);
  expect(sameText(undefined, "")).toBe(false);
});

test("only a workflow's own token writes as the bot", () => {
  const bot = { login: "github-actions[bot]", type: "Bot" };

  expect(isActionsBot(bot)).toBe(true);
  expect([{ ...bot, type: "User" }, { ...bot, login: "other[bot]" }, null].map(isActionsBot)).toEqual([
    false,
    false,
    false,
  ]);
});

/** Answers what the arguments hold, by the first that fits. */
const answering =
  (answers: readonly (readonly [on: string, says: unknown])[], calls: string[] = []): Gh =>
  async (args) => {
    calls.push(args.join(" "));
    const [, says] = answers.find(([on]) => args.join(" ").includes(on)) ?? [];
    if (says === undefined) throw new Error(`got no answer to ${args.join(" ")}`);
    return JSON.stringify(says);
  };
const bot = { login: "github-actions[bot]", type: "Bot" };
const issue = (number: number, state: string, change: object = {}) => ({
  ...{ number, title: "Drift", body: "old", state, user: bot },
  ...change,
});

test.each([
  ["the first of two open issues", [issue(3, "open"), issue(4, "open")], "updated", 3],
  ["the first of two closed ones", [issue(3, "closed"), issue(4, "closed")], "reopened", 3],
  ["an issue without a text", [issue(3, "open", { body: null })], "updated", 3],
])("%s is the one that is kept", async (_, issues, outcome, number) => {
  const calls: string[] = [];
  const gh = answering(
    [
      ["issues?state=all", [issues]],
      ["--method PATCH", {}],
    ],
    calls,
  );

  expect(await rollingIssue(gh, "repos/a/b", { title: "Drift", label: "l", body: "new" })).toBe(outcome);
  expect(calls.at(-1)).toContain(`PATCH repos/a/b/issues/${number} `);
});

test("a run whose commit GitHub calls identical, or behind, is let be", async () => {
  const run = { id: 5, run_number: 5, display_title: "deploy", head_sha: "b".repeat(40), html_url: "u" };
  const runsWith = (status: string) =>
    supersedeRuns(
      answering([
        ["runs?status=waiting", [{ workflow_runs: [run] }]],
        ["compare", { status }],
        ["jobs", [{ jobs: [] }]],
        ["--method POST", {}],
      ]),
      "repos/a/b",
      { workflow: "deploy.yml", commit: "a".repeat(40) },
    );

  expect([await runsWith("identical"), await runsWith("behind"), await runsWith("diverged")]).toEqual([[], [], []]);
  expect(await runsWith("ahead")).toEqual([{ number: 5, url: "u", outcome: "cancelled" }]);
});

const commit = "a".repeat(40);
const sha = "b".repeat(40);
const repository = { full_name: "acme/Backup" };

/** What was reviewed, where GitHub answers so. */
async function reviewWith({
  pulls = [{}],
  runs = [{}],
  artifacts = [{}],
}: Readonly<Record<string, readonly object[]>> = {}) {
  const folder = temporaryFolder();
  const shown = { commit: sha, digests: [{ stack: "app-a", digest: sha256("a") }] };
  const calls: string[] = [];
  const gh = answering(
    [
      ["/events?", [[]]],
      ["pulls?state=all", [[]]],
      ["pulls/7/files", [[{ filename: "config/accounts/orders.yaml" }]]],
      [
        "/pulls",
        [
          pulls.map((each, index) => ({
            ...{
              number: 7 + index,
              merged_at: "2026-11-20T10:00:00Z",
              merge_commit_sha: commit,
              base: { ref: "main" },
            },
            head: { sha, ref: "orders", repo: repository },
            ...each,
          })),
        ],
      ],
      [
        "workflows/plan.yml/runs",
        [
          {
            workflow_runs: runs.map((each) => ({
              ...{
                id: 11,
                run_number: 11,
                event: "pull_request",
                path: ".github/workflows/plan.yml@refs/pull/7/merge",
              },
              ...{ conclusion: "success", head_branch: "orders", head_repository: repository },
              ...each,
            })),
          },
        ],
      ],
      ["artifacts?", [{ artifacts: artifacts.map((each) => ({ name: "reviewed", expired: false, ...each })) }]],
      ["run download", {}],
    ],
    calls,
  );
  writeFileSync(join(folder, "reviewed.json"), reviewedFile.text(shown));
  const { why } = await mergedReview(gh, "repos/Acme/backup", commit, folder);
  return { why, calls };
}

test("GitHub writes names of repositories in whichever case, and a run's path with what it ran for", async () => {
  const { why, calls } = await reviewWith();

  expect(why).toBe(undefined);
  expect(calls.at(-1)).toMatch(/^run download 11 --name reviewed --dir \S+ --repo Acme\/backup$/);
});

test("an artifact that has expired does not hide one that has not", async () => {
  expect((await reviewWith({ artifacts: [{ expired: true }, {}] })).why).toBe(undefined);
  expect((await reviewWith({ artifacts: [{ expired: true }, { expired: true }] })).why).toBe(
    "the artifact reviewed of pull request 7 has expired",
  );
});

test("runs that never ended, and those of nobody's branch or repository, are none", async () => {
  for (const run of [{ conclusion: null }, { head_branch: null }, { head_repository: null }]) {
    expect((await reviewWith({ runs: [run] })).why).toBe(
      `no successful run of plan.yml for ${sha}, the last commit of pull request 7`,
    );
  }
});
