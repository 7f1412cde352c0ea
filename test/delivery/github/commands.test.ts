import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { comment } from "../../../src/commands/comment.ts";
import { issue } from "../../../src/commands/issue.ts";
import { reviewed } from "../../../src/commands/reviewed.ts";
import { supersede } from "../../../src/commands/supersede.ts";
import { mainHistory } from "../../../src/delivery/github/main-history.ts";
import { affectedFile, type PendingStacks } from "../../../src/delivery/handoff/affected-stacks.ts";
import { reviewedFile, reviewedName } from "../../../src/delivery/handoff/reviewed.ts";
import { summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { pending, summary } from "../handoff/support/samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { stubGh } from "./support/stub-gh.ts";

const commit = "a".repeat(40);

async function said(work: () => Promise<number>) {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  const code = await work();
  return [code, write.mock.calls.map(([text]) => text).join("")];
}

function fileOf(text: string): string {
  const file = join(temporaryFolder(), "body.md");
  writeFileSync(file, text);
  return file;
}

test("comment says what became of it", async () => {
  const gh = stubGh([
    { on: "comments?", says: [[]] },
    { on: "--method", says: {} },
  ]);

  expect(await said(() => comment(fileOf("<!-- lockstep:plan -->\n"), 7, gh.env))).toEqual([
    0,
    "comment of pull request 7: created\n",
  ]);
  expect(gh.writes()).toHaveLength(1);
});

test("issue says what became of it", async () => {
  const { env } = stubGh([{ on: "issues?", says: [[]] }]);

  expect(await said(() => issue({ file: fileOf(""), title: "Drift", label: "drift" }, env))).toEqual([
    0,
    'issue "Drift": none\n',
  ]);
});

test("supersede says that nothing waits", async () => {
  const { env } = stubGh([{ on: "runs?status=waiting", says: [{ workflow_runs: [] }] }]);

  expect(await said(() => supersede("deploy.yml", commit, env))).toEqual([0, "no older run of deploy.yml waits\n"]);
});

test("reviewed leaves an empty list and the reason where there is no review", async () => {
  const folder = temporaryFolder();
  const [out, affected, summaries] = ["reviewed", "pending.json", "summaries"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await affectedFile.write(affected, { ...pending, since: { "app-a": null } });
  await summaryFile.write(join(summaries, "app-a.json"), { ...summary, outcome: "changed" });
  await summaryFile.write(join(summaries, "app-b.json"), {
    ...summary,
    stack: "app-b",
    outcome: "failed",
    violations: [],
  });
  const repository = temporaryFolder();
  const [head = ""] = commitsIn(repository);
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  const { env } = stubGh([{ on: "pulls", says: [[]] }]);
  const why = `no merged pull request has ${head} as its merge commit`;

  const [code, text] = await said(() => reviewed({ commit: head, affected, summaries, out }, env));

  expect(code).toBe(0);
  expect(text).toContain(`0 of 1 changes were shown by merged pull requests\nnot counted: ${why}`);
  const found = await reviewedFile.read(join(out, reviewedName));
  expect(found).toMatchObject({ commit: head, digests: [], why: expect.stringContaining(why) });
});

test.each<[string, PendingStacks["since"], readonly string[]]>([
  ["never", { "app-a": null }, ["app-a"]],
  ["from a commit before it", { "app-a": { commit: "1".repeat(40), appliedAt: "2026-11-01T10:00:00Z" } }, ["app-a"]],
  ["after it", { "app-a": { commit: "1".repeat(40), appliedAt: "2026-11-30T10:00:00Z" } }, []],
  ["from it", { "app-a": { commit: "head", appliedAt: "2026-11-01T10:00:00Z" } }, []],
])("what a pull request has shown of a stack that was applied last %s", async (_, since, shown) => {
  const folder = temporaryFolder();
  const [out, affected, summaries, repository] = ["out", "pending.json", "summaries", "repository"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  mkdirSync(repository);
  const [head = ""] = commitsIn(repository);
  const known = Object.entries(since).map(
    ([stack, one]) => [stack, one?.commit === "head" ? { ...one, commit: head } : one] as const,
  );
  await affectedFile.write(affected, { ...pending, since: Object.fromEntries(known) });
  await summaryFile.write(join(summaries, "app-a.json"), { ...summary, outcome: "changed" });
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  const repo = { full_name: "acme/backup" };
  const merged = {
    ...{ number: 7, merged_at: "2026-11-20T10:00:00Z", merge_commit_sha: head, base: { ref: "main" } },
    head: { sha: head, ref: "branch", repo },
  };
  const planned = { id: 1, run_number: 1, event: "pull_request", path: ".github/workflows/plan.yml" };
  const { env } = stubGh([
    { on: "pulls?state=all", says: [[merged]] },
    { on: "/events?", says: [[]] },
    { on: "pulls/7/files", says: [[{ filename: "config/plans/gold.yaml" }]] },
    { on: `commits/${head}/pulls`, says: [[merged]] },
    { on: "/pulls", says: [[]] },
    {
      on: "/runs?",
      says: [{ workflow_runs: [{ ...planned, conclusion: "success", head_branch: "branch", head_repository: repo }] }],
    },
    { on: "/artifacts?", says: [{ artifacts: [{ name: "reviewed", expired: false }] }] },
    {
      on: "run download",
      files: {
        [reviewedName]: reviewedFile.text({ commit: head, digests: [{ stack: "app-a", digest: summary.digest }] }),
      },
    },
  ]);

  await said(() => reviewed({ commit: head, affected, summaries, out }, env));

  const found = await reviewedFile.read(join(out, reviewedName));
  expect(found.digests.map(({ stack }) => stack)).toEqual(shown);
});

test("a commit of which GitHub tells nothing keeps nobody from looking further", async () => {
  const folder = temporaryFolder();
  const [out, affected, summaries, repository] = ["out", "pending.json", "summaries", "repository"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  mkdirSync(repository);
  const [head = ""] = commitsIn(repository);
  await affectedFile.write(affected, { ...pending, since: { "app-a": null } });
  await summaryFile.write(join(summaries, "app-a.json"), { ...summary, outcome: "changed" });
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  const { env, calls } = stubGh([{ on: "/pulls", fails: "gh: Not Found (HTTP 404)" }]);

  const [code] = await said(() => reviewed({ commit: head, affected, summaries, out }, env));

  expect(code).toBe(0);
  expect(calls()).toHaveLength(2);
  expect((await reviewedFile.read(join(out, reviewedName))).why).toContain("got gh: Not Found (HTTP 404)");
});

test("main's history has what was merged, without the commits of merged branches", async () => {
  const repository = temporaryFolder();
  const [merge = "", first] = commitsIn(repository);

  expect(await mainHistory(repository, merge)).toEqual([merge, first]);
  await expect(mainHistory(repository, "f".repeat(40))).rejects.toThrow(
    /^got no history of f{40} from git: .*; check out all of it$/,
  );
});

/** Makes a repository with a branch that was merged. @returns main's commits, the newest first */
function commitsIn(folder: string): readonly string[] {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  const commit = (message: string) => {
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch=main");
  const first = commit("first");
  git("checkout", "--quiet", "-b", "branch");
  commit("on a branch");
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-ff", "--message", "merged", "branch");
  return [git("rev-parse", "HEAD"), first];
}
