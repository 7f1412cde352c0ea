import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ApplyShardOptions, applyShard } from "../../src/commands/apply.ts";
import { writeHeld } from "../../src/delivery/handoff/held-stacks.ts";
import { readResults } from "../../src/delivery/handoff/stack-result.ts";
import { summaryFile } from "../../src/delivery/handoff/stack-summary.ts";
import { mainAt } from "../delivery/support/main-at.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { said } from "./support/said.ts";
import { shardOf } from "./support/shard-of.ts";
import { useSmallS3 } from "./support/small-s3.ts";
import { unchangedSummary } from "./support/unchanged-summary.ts";

/** A shard of accounts, of which these are held and these had nothing to change. */
async function open(
  names: readonly string[],
  { held = [], unchanged = [] }: { readonly held?: readonly string[]; readonly unchanged?: readonly string[] },
) {
  const { synth, summaries, out, env } = await shardOf(names);
  await writeHeld(summaries, {
    reasons: Object.fromEntries(held.map((stack) => [stack, "not-reviewed" as const])),
    reportId: "",
  });
  for (const stack of unchanged) await summaryFile.write(join(summaries, `${stack}.json`), unchangedSummary(stack));
  const run = (more: Partial<ApplyShardOptions> = {}, vars: Readonly<Record<string, string>> = {}) =>
    said(() =>
      applyShard(
        {
          waveScope: "app-nonprod",
          shard: 0,
          synth,
          summaries,
          out,
          jobs: 1,
          tip: mainAt(temporaryFolder(), "c".repeat(40)),
          ...more,
        },
        { ...env, ...vars },
      ),
    );
  return { run, results: () => readResults(out) };
}

test("what main has otherwise by now is left to its deploy, and nothing that stands on it begins", async () => {
  await useSmallS3({});
  const { run, results } = await open(["a", "b"], { unchanged: ["app-a", "app-b"] });
  const tip = temporaryFolder();
  for (const args of [["init"], ["commit", "--allow-empty", "--message", "other code"]])
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@acme.example", ...args, "--quiet"], { cwd: tip });

  const { code, out } = await run({ tip });

  expect(code).toBe(1);
  expect(out).toContain("app-a: left: main is at ");
  expect((await results()).map(({ outcome }) => outcome)).toEqual(["left", "left"]);
});

test.each([
  ["2", "github-actions[bot]", true],
  ["2", "ada", false],
  ["1", "github-actions[bot]", false],
])("attempt %s, begun by %s, is refused: %s", async (attempt, actor, isRefused) => {
  await useSmallS3({});
  const { run } = await open(["a"], { unchanged: ["app-a"] });

  const ended = run({}, { GITHUB_RUN_ATTEMPT: attempt, GITHUB_TRIGGERING_ACTOR: actor });

  if (isRefused)
    await expect(ended).rejects.toThrow(
      "got a run that github-actions[bot] began again; nothing was changed: dispatch deploy yourself",
    );
  else expect(await ended).toMatchObject({ code: 0 });
});

test("a shard is good when each stack of it is as it was planned, or is held", async () => {
  const objects = await useSmallS3({});
  const { run, results } = await open(["a", "b"], { held: ["app-a"], unchanged: ["app-b"] });

  const { code, out } = await run();

  expect(code).toBe(0);
  expect(out).toMatch(/^app-a: held/);
  expect(out).toMatch(/\nshard 0 \(app-nonprod\): .*\n$/);
  expect((await results()).map(({ stack, outcome, wave }) => [stack, outcome, wave])).toEqual([
    ["app-a", "held", 2],
    ["app-b", "unchanged", 2],
  ]);
  // what is as it was planned is in the ledger, and no failure is kept
  expect([...objects.keys()]).toEqual(["ledger/app-nonprod/app-b.json"]);
});

test("a stack that fails makes it bad, and is kept for the jobs of the scope to count", async () => {
  const objects = await useSmallS3({});
  const { run, results } = await open(["a", "b"], { unchanged: ["app-b"] });

  const { code } = await run();

  expect(code).toBe(1);
  expect((await results()).map(({ stack, outcome }) => [stack, outcome])).toEqual([
    ["app-a", "failed"],
    ["app-b", "unchanged"],
  ]);
  expect([...objects.keys()].filter((key) => key.startsWith("runs/"))).toEqual([
    expect.stringMatching(/^runs\/app-nonprod\/7.*app-a/),
  ]);
});

test("when more have failed than may, the rest is left alone and said to be", async () => {
  await useSmallS3({});
  const { run, results } = await open(["a", "b", "c"], { unchanged: ["app-c"] });

  const { code } = await run();

  expect(code).toBe(1);
  expect((await results()).map(({ stack, outcome }) => [stack, outcome])).toEqual([
    ["app-a", "failed"],
    ["app-b", "failed"],
    ["app-c", "not-tried"],
  ]);
  expect((await results()).at(-1)?.message).toBe(
    "2 stacks of app-nonprod failed in this run, more than the 1 that may; mend what they have in common, then dispatch deploy",
  );
});

test("a shard is applied by the job of its own scope alone", async () => {
  await useSmallS3({});
  const { run } = await open(["a"], {});

  await expect(run({ waveScope: "app-prod" })).rejects.toThrow(
    "got shard 0 of app-nonprod in the job of app-prod; use a shard of app-prod",
  );
});
