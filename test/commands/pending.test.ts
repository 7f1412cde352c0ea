import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type PendingOptions, pending } from "../../src/commands/pending.ts";
import { affectedFile } from "../../src/delivery/handoff/affected-stacks.ts";
import { readShards } from "../../src/delivery/handoff/shard.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { ledgerOf, mergedAccounts } from "./support/merged.ts";
import { said } from "./support/said.ts";
import { useSmallS3 } from "./support/small-s3.ts";

const open = (head: string) => {
  const out = temporaryFolder();
  const run = (more: Partial<PendingOptions> = {}) =>
    said(() => pending({ head, out, maxShards: 60, perShard: 25, also: [], githubOutput: undefined, ...more }));
  return { out, run };
};

test("what is merged and not in the ledger is pending, is said and written as shards", async () => {
  const head = mergedAccounts("a", "b", "c");
  await useSmallS3(await ledgerOf(head, "app-b"));
  const { out, run } = open(head);

  const { code, out: text } = await run();

  expect(code).toBe(0);
  expect(text).toContain("wave 2: was never applied: app-a, app-c\n2 stacks pending, 1 stack applied as synthesized\n");
  expect(text).toContain('{"shards":[0],"count":1,');
  expect((await affectedFile.read(join(out, "pending.json"))).added.map(({ stack }) => stack)).toEqual([
    "app-a",
    "app-c",
  ]);
  expect(await readShards(join(out, "shards"))).toEqual([
    { index: 0, scope: "app-nonprod", wave: 2, stacks: ["app-a", "app-c"] },
  ]);
});

test("what has drifted is planned though it is applied, in shards of the size that is asked for", async () => {
  const head = mergedAccounts("a", "b", "c");
  await useSmallS3(await ledgerOf(head, "app-a", "app-b", "app-c"));
  const { out, run } = open(head);
  const githubOutput = join(out, "outputs");

  const { code, out: text } = await run({ also: ["app-a", "app-c"], perShard: 1, githubOutput });

  expect(code).toBe(0);
  expect(text).toContain("wave 2: asked for, as if it were not applied: app-a, app-c\n");
  expect((await readShards(join(out, "shards"))).map(({ stacks }) => stacks)).toEqual([["app-a"], ["app-c"]]);
  expect(readFileSync(githubOutput, "utf8")).toContain("shards=[0,1]\n");
});

test("a stack whose first apply began, and that is gone from config, is left behind", async () => {
  const head = mergedAccounts("a");
  await useSmallS3({ ...(await ledgerOf(head, "app-a")), "ledger/app-nonprod/app-gone.applying.json": "{" });
  const { out, run } = open(head);

  expect((await run()).out).toMatch(/^app-gone: got no file of account unknown any more; put it back/);
  expect((await affectedFile.read(join(out, "pending.json"))).removed.map(({ stack }) => stack)).toEqual(["app-gone"]);
});

test("a stack that there is none of is refused before anything is written", async () => {
  const { out, run } = open(mergedAccounts("a"));

  expect(await run({ also: ["app-a", "app-q"] })).toEqual({
    code: 1,
    out: "",
    err: '--also: no stack named "app-q"; did you mean app-a?\n',
  });
  expect(readdirSync(out)).toEqual([]);
});
