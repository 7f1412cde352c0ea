import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { comment } from "../../../src/commands/comment.ts";
import { issue } from "../../../src/commands/issue.ts";
import { reviewed } from "../../../src/commands/reviewed.ts";
import { supersede } from "../../../src/commands/supersede.ts";
import { reviewedFile, reviewedName } from "../../../src/delivery/handoff/reviewed.ts";
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
  const out = join(temporaryFolder(), "reviewed");
  const { env } = stubGh([{ on: "pulls", says: [[]] }]);
  const why = `no merged pull request has ${commit} as its merge commit`;

  expect(await said(() => reviewed(commit, out, env))).toEqual([
    0,
    `nothing was reviewed: ${why}; every change will be held until its report is accepted\n`,
  ]);
  expect(await reviewedFile.read(join(out, reviewedName))).toEqual({ commit, digests: [], why });
});
