import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { comment } from "../../../src/commands/comment.ts";
import { issue } from "../../../src/commands/issue.ts";
import { reviewed } from "../../../src/commands/reviewed.ts";
import { supersede } from "../../../src/commands/supersede.ts";
import { affectedFile, type PendingStacks } from "../../../src/delivery/handoff/affected-stacks.ts";
import { reviewedFile, reviewedName } from "../../../src/delivery/handoff/reviewed.ts";
import { summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { pending, summary } from "../handoff/support/samples.ts";
import { commitsIn } from "../repository/support/commits-in.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Answer, stubGh } from "./support/stub-gh.ts";

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

/** What `reviewed` finds of one changed stack, in a repository whose last commit GitHub tells this of. */
async function reviewedWith(
  since: (head: string) => PendingStacks["since"],
  answers: (head: string) => readonly Answer[],
) {
  const folder = temporaryFolder();
  const [out, affected, summaries, repository] = ["out", "pending.json", "summaries", "repository"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  mkdirSync(repository);
  const [head = ""] = commitsIn(repository);
  await affectedFile.write(affected, { ...pending, since: since(head) });
  await summaryFile.write(join(summaries, "app-a.json"), { ...summary, outcome: "changed" });
  const failed = { ...summary, stack: "app-b", outcome: "failed" as const, violations: [] };
  await summaryFile.write(join(summaries, "app-b.json"), failed);
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  const { env, calls } = stubGh(answers(head));
  const [code, text] = await said(() => reviewed({ commit: head, affected, summaries, out }, env));
  return { head, code, text, calls: calls(), found: await reviewedFile.read(join(out, reviewedName)) };
}
const never = () => ({ "app-a": null });

test("reviewed leaves an empty list and the reason where there is no review", async () => {
  const { head, code, text, found } = await reviewedWith(never, () => [{ on: "pulls", says: [[]] }]);

  const why = `no merged pull request has ${head} as its merge commit`;
  expect(code).toBe(0);
  expect(text).toContain(`0 of 1 changes were shown by merged pull requests\nnot counted: ${why}`);
  expect(found).toMatchObject({ commit: head, digests: [], why: expect.stringContaining(why) });
});

test.each<[string, (head: string) => PendingStacks["since"], readonly string[]]>([
  ["never", never, ["app-a"]],
  ["from a commit before it", () => ({ "app-a": applied("1".repeat(40), 1) }), ["app-a"]],
  ["after it", () => ({ "app-a": applied("1".repeat(40), 30) }), []],
  ["from it", (head) => ({ "app-a": applied(head, 1) }), []],
])("what a pull request has shown of a stack that was applied last %s", async (_, since, shown) => {
  const repo = { full_name: "acme/backup" };
  const run = {
    id: 1,
    run_number: 1,
    event: "pull_request",
    path: ".github/workflows/plan.yml",
    conclusion: "success",
  };
  const { found } = await reviewedWith(since, (head) => {
    const merged = {
      ...{ number: 7, merged_at: "2026-11-20T10:00:00Z", merge_commit_sha: head, base: { ref: "main" } },
      head: { sha: head, ref: "branch", repo },
    };
    const artifact = reviewedFile.text({ commit: head, digests: [{ stack: "app-a", digest: summary.digest }] });
    return [
      { on: "pulls?state=all", says: [[merged]] },
      { on: "/events?", says: [[]] },
      { on: "pulls/7/files", says: [[{ filename: "config/plans/gold.yaml" }]] },
      { on: `commits/${head}/pulls`, says: [[merged]] },
      { on: "/pulls", says: [[]] },
      { on: "/runs?", says: [{ workflow_runs: [{ ...run, head_branch: "branch", head_repository: repo }] }] },
      { on: "/artifacts?", says: [{ artifacts: [{ name: "reviewed", expired: false }] }] },
      { on: "run download", files: { [reviewedName]: artifact } },
    ];
  });

  expect(found.digests.map(({ stack }) => stack)).toEqual(shown);
});

const applied = (commit: string, day: number) => ({
  commit,
  appliedAt: `2026-11-${String(day).padStart(2, "0")}T10:00:00Z`,
});

test.each([404, 410])("a commit that GitHub has no more (%i) keeps nobody from looking further", async (status) => {
  const { code, calls, found } = await reviewedWith(never, () => [
    { on: "/pulls", fails: `gh: Not Found (HTTP ${status})` },
  ]);

  expect(code).toBe(0);
  expect(calls).toHaveLength(2);
  expect(found.why).toContain("got gh: Not Found (HTTP");
});

test.each([401, 403])("what is no matter of one commit (%i) ends it at the first", async (status) => {
  await expect(reviewedWith(never, () => [{ on: "/pulls", fails: `gh: Refused (HTTP ${status})` }])).rejects.toThrow(
    `got gh: Refused (HTTP ${status})`,
  );
});
