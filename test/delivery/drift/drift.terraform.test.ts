import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { driftDetect, driftReport, driftSelect } from "../../../src/commands/drift.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { pipelineWorld } from "../run/support/pipeline-world.ts";

const missing = await missingPipelineTools();

describe.skipIf(missing)("looking for drift, with Terraform and state in S3", () => {
  const moto = useMoto();
  const open = async () => {
    const world = pipelineWorld(await moto.bucket(), moto.region);
    const out = join(world.synth, "..", "drift");
    const head = join(world.synth, "head");
    let minute = Date.parse("2030-01-01T00:00:00Z");
    const quietly = async (work: () => Promise<number>) => {
      const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      try {
        const code = await work();
        return { code, said: write.mock.calls.map(([text]) => text).join("") };
      } finally {
        write.mockRestore();
      }
    };
    return {
      ...world,
      issue: () => readFileSync(join(out, "issue.md"), "utf8"),
      async deploy(run: number) {
        await world.pending();
        await world.plan(run);
        await world.apply(run);
      },
      /** What somebody did beside the pipeline, as a refresh would find it. */
      async tamper(stack: string, from: string, to: string) {
        const key = `state/app-nonprod/${stack}.tfstate`;
        const state = (await world.store.get(key))?.toString("utf8") ?? "";
        await world.store.put(key, state.replaceAll(`"value": "${from}"`, `"value": "${to}"`));
      },
      select: (more: object = {}) =>
        quietly(() =>
          driftSelect({
            ...{ head, out: world.synth, hoursPerRound: 24, all: true, maxShards: 60, perShard: 25 },
            ...{ githubOutput: undefined, nowMs: 0, ...more },
          }),
        ),
      detect: () => quietly(() => driftDetect({ shard: 0, synth: world.synth, out: join(out, "summaries"), jobs: 2 })),
      report(more: object = {}) {
        const file = join(out, "issue.md");
        const previous = join(out, "previous.md");
        if (existsSync(file)) writeFileSync(previous, readFileSync(file));
        minute += 60_000;
        const shards = join(world.synth, "shards");
        const options = { head, shards, summaries: join(out, "summaries"), out: file, previous };
        return quietly(() => driftReport({ ...options, strict: false, nowMs: minute, ...more }));
      },
    };
  };

  test("a change beside the pipeline is shown until it is gone, and nothing is locked or written for it", async () => {
    const { synthesize, deploy, tamper, select, detect, report, issue, store, applied } = await open();
    synthesize({ "app-a": {}, "app-b": {}, "app-c": {} });
    await deploy(1);
    await tamper("app-b", "1", "by hand");
    const before = await store.list("");

    expect((await select()).said).toMatch(/^3 of 3 stacks are to be looked at\n/);
    expect((await detect()).code).toBe(0);
    expect(await report()).toEqual({
      code: 0,
      said: "app-b: drift: 1 update\nlooked at 3: 2 clean, 1 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 0 pending\n",
    });
    expect(issue()).toContain(
      "### Changed beside the pipeline: 1 stack\n\nWhat AWS holds is not what was applied. Each line shows what an apply would put back: find out who changed it and why, then either dispatch deploy or write the change into config.\n\n- **1 stack** of `app-nonprod`: `terraform_data.a`: `app-b`, seen last 2030-01-01T00:01Z\n\n<details><summary>one of them in full</summary>\n\n```diff\n! terraform_data.a\n    input: by hand → 1\n",
    );
    expect(await report({ strict: true })).toMatchObject({ code: 1 });
    expect(await store.list("")).toEqual(before);
    expect(await applied("app-b")).toEqual(["a=by hand"]);

    await tamper("app-b", "by hand", "1");
    await select();
    await detect();
    expect(await report({ strict: true })).toEqual({
      code: 0,
      said: "looked at 3: 3 clean, 0 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 0 pending\n",
    });
    expect(issue()).toBe("");
  });

  test("what one hour found stays in the issue while other hours look at other stacks", async () => {
    const { synthesize, deploy, tamper, select, detect, report, issue } = await open();
    synthesize({ "app-a": {}, "app-b": {} });
    await deploy(1);
    await tamper("app-b", "1", "by hand");
    await select();
    await detect();
    await report();
    const hours = Array.from({ length: 24 }, (_, hour) => hour * 3_600_000);

    const selected = [];
    for (const nowMs of hours) {
      const { said } = await select({ all: false, nowMs });
      selected.push(said.split("\n")[0]?.replace(": every stack has its turn once in 24 hours", ""));
      if (said.startsWith("0 of 2")) break;
    }

    expect(selected.at(-1)).toBe("0 of 2 stacks are to be looked at");
    expect((await report()).said).toBe(
      "looked at 0: 0 clean, 0 drifted, 0 not ready, 0 with errors; 1 still open from earlier runs, 0 pending\n",
    );
    expect(issue()).toContain("`app-b`, seen last 2030-01-01T00:01Z");
  });

  test("a merged change that is not applied is pending, not drift, though it was not when it was selected", async () => {
    const { synthesize, deploy, select, detect, report, issue } = await open();
    synthesize({ "app-a": {}, "app-b": {}, "app-c": {} });
    await deploy(1);
    await select();
    synthesize({ "app-a": { input: "2" }, "app-b": {}, "app-d": {} });
    // its stack is gone: it is not planned, and its job does not come to an end
    await expect(detect()).rejects.toThrow("app-c/cdk.tf.json: got no such stack");
    synthesize({ "app-a": { input: "2" }, "app-b": {}, "app-c": {}, "app-d": {} });
    await detect();
    synthesize({ "app-a": { input: "2" }, "app-b": {}, "app-d": {} });

    expect((await report()).said).toBe(
      "app-a: pending: config differs from what was applied\nlooked at 3: 2 clean, 0 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 2 pending\n",
    );
    expect(issue()).toContain(
      "### Merged and not applied: 2 stacks\n\nApprove the deploy that waits for it, or dispatch deploy.\n\n- config differs from what was applied: `app-a`\n\n- was never applied: `app-d`\n\n### No longer synthesized: 1 stack\n",
    );
  });
});
