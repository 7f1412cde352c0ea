import { cpSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { missingPipelineTools, useMoto } from "./support/moto.ts";
import { pipelineWorld } from "./support/pipeline-world.ts";

const missing = await missingPipelineTools();

describe.skipIf(missing)("with Terraform and state in S3", () => {
  const moto = useMoto();
  const world = async () => pipelineWorld(await moto.bucket(), moto.region);

  test("a pull request's plan writes nothing to the bucket, and two plans of a change have one digest", async () => {
    const { synthesize, pending, plan, summary, store } = await world();
    synthesize({ "app-a": {} });
    await pending();

    await plan(1, { save: false });
    await plan(2, { save: false });

    expect(summary(1, "app-a")).toMatchObject({
      ...{ stack: "app-a", scope: "app-nonprod", wave: 2, outcome: "changed", error: "", planFile: null },
      changes: [{ address: "terraform_data.a", type: "terraform_data", actions: ["create"] }],
    });
    expect(summary(1, "app-a")).toEqual(summary(2, "app-a"));
    expect(await store.list("")).toEqual([]);
  });

  test("a stack that fails stops no other, and fails the command", async () => {
    const { synthesize, pending, plan, summary, folders } = await world();
    synthesize({ "app-a": { more: { no_such_argument: 1 } }, "app-b": {} });
    await pending();

    const { code, text } = await plan(1);

    expect(code).toBe(1);
    expect(text).toContain("app-b: 1 resource to change\n");
    expect(text).toMatch(/^app-a: failed\n {2}Error: Extraneous JSON object property$/m);
    expect(text).toContain("shard 0 (app-nonprod): 1 to change, 0 without change, 0 not ready, 1 failed\n");
    expect(summary(1, "app-a")).toMatchObject({ outcome: "failed", planFile: null });
    expect(readdirSync(folders(1).summaries).sort()).toEqual(["app-a.json", "app-b.json"]);
  });

  test("a sensitive value stays out of the summary and the log", async () => {
    const { synthesize, pending, plan, folders } = await world();
    synthesize({ "app-a": { input: '${sensitive("hunter2-the-second")}' } });
    await pending();

    const { text } = await plan(1);

    const written = readdirSync(folders(1).summaries).map((file) =>
      readFileSync(`${folders(1).summaries}/${file}`, "utf8"),
    );
    expect(written.join("")).toContain("(sensitive)");
    expect([text, ...written].join("")).not.toContain("hunter2");
  });

  test("a shard's stacks keep their state in one bucket", async () => {
    const { synthesize, pending, plan, synth } = await world();
    synthesize({ "app-a": {}, "app-b": {} });
    await pending();
    const other = pipelineWorld("elsewhere", moto.region);
    other.synthesize({ "app-b": {} });
    cpSync(`${other.synth}/head/stacks/app-b`, `${synth}/head/stacks/app-b`, { recursive: true });

    await expect(plan(1)).rejects.toThrow(
      /^terraform\.backend\.s3: got elsewhere in eu-west-2, states-\d+ in eu-west-2; use one bucket for all stacks$/,
    );
  });
});
