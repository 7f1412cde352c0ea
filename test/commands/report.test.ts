import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ReportOptions, report } from "../../src/commands/report.ts";
import { affectedFile } from "../../src/delivery/handoff/affected-stacks.ts";
import { summaryFile } from "../../src/delivery/handoff/stack-summary.ts";
import { affectedStack, nothingAffected } from "../delivery/affected/support/trees.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { configWith } from "../support/config.ts";
import { mergedAccounts } from "./support/merged.ts";
import { said } from "./support/said.ts";
import { unchangedSummary } from "./support/unchanged-summary.ts";

/** One stack is affected, and what is synthesized lies elsewhere than beside it. */
async function open() {
  const folder = temporaryFolder();
  const affected = join(folder, "affected.json");
  await affectedFile.write(affected, { ...nothingAffected, changed: [affectedStack("app-a", "app-nonprod")] });
  await summaryFile.write(join(folder, "summaries/app-a.json"), unchangedSummary("app-a"));
  const out = join(folder, "out");
  const none = {
    ...{ shards: undefined, expectation: undefined, reviewed: undefined, accept: undefined, share: undefined },
    ...{ githubOutput: undefined, githubStepSummary: undefined },
  };
  const run = (more: Partial<ReportOptions>) =>
    said(() =>
      report(configWith(), {
        ...none,
        ...{
          affected,
          summaries: join(folder, "summaries"),
          out,
          head: undefined,
          today: "2026-11-30",
          commit: "c0ffee",
        },
        ...more,
      }),
    );
  return { out, run };
}

test("what is synthesized may lie elsewhere than beside the affected stacks", async () => {
  const { out, run } = await open();

  expect(await run({ head: mergedAccounts("a", "b") })).toMatchObject({ code: 0 });
  expect(readFileSync(join(out, "comment.md"), "utf8")).not.toBe("");
});

test("without it nothing is reported: shares could not be told", async () => {
  const { out, run } = await open();

  await expect(run({})).rejects.toThrow(/^got no stacks in .*\/head/);
  expect(existsSync(out)).toBe(false);
});
