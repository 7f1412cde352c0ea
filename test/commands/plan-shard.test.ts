import { join } from "node:path";
import { expect, test } from "vitest";
import { planShard } from "../../src/commands/plan-shard.ts";
import { summaryFile } from "../../src/delivery/handoff/stack-summary.ts";
import { said } from "./support/said.ts";
import { shardOf } from "./support/shard-of.ts";
import { useSmallS3 } from "./support/small-s3.ts";

const showsNothing = `  *show*) echo '{"format_version":"1.2","terraform_version":"1.11.4"}' ;;`;
const failsFor = (stack: string) => `  *${stack}*\\ plan\\ *) echo 'Error: no such thing' >&2; exit 1 ;;`;

test("a shard of which every stack is planned is good", async () => {
  await useSmallS3({});
  const { synth, out, env } = await shardOf(["a", "b"], showsNothing);

  const { code, out: text } = await said(() => planShard({ shard: 0, synth, out, save: false, jobs: 2 }, env));

  expect(code).toBe(0);
  expect(text).toMatch(/\nshard 0 \(app-nonprod\): 0 to change, 2 without change, 0 not ready, 0 failed\n$/);
});

test("one stack that could not be planned makes it bad, and leaves the summaries of all", async () => {
  await useSmallS3({});
  const { synth, out, env } = await shardOf(["a", "b"], `${failsFor("app-b")}\n${showsNothing}`);

  const { code, out: text } = await said(() => planShard({ shard: 0, synth, out, save: false, jobs: 1 }, env));

  expect(code).toBe(1);
  expect(text).toContain("shard 0 (app-nonprod): 0 to change, 1 without change, 0 not ready, 1 failed\n");
  const summaries = await summaryFile.readAll(["a", "b"].map((name) => join(out, `app-${name}.json`)));
  expect(summaries.map(({ stack, outcome }) => [stack, outcome])).toEqual([
    ["app-a", "unchanged"],
    ["app-b", "failed"],
  ]);
});
