import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseStacks, readSynthesizedStacks } from "../../../src/delivery/stack/synthesized-stacks.ts";
import { writeStacks } from "../support/synthesized-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const stacks = ["shared", "central-prod", "central-nonprod"].map((name) => ({ name, file: `${name}.json` }));

test("are those of the manifest, in its order", async () => {
  const outdir = writeStacks(temporaryFolder(), { shared: {}, "central-prod": {} });

  expect(await readSynthesizedStacks(outdir)).toEqual([
    { name: "shared", file: join(outdir, "stacks/shared/cdk.tf.json") },
    { name: "central-prod", file: join(outdir, "stacks/central-prod/cdk.tf.json") },
  ]);
});

test("are not in a folder that no synthesis wrote", async () => {
  await expect(readSynthesizedStacks("/nowhere")).rejects.toThrow(
    "got no manifest.json in /nowhere; use a folder that `npm run synth` wrote",
  );
});

test("are never none, which would look like success", async () => {
  const outdir = writeStacks(temporaryFolder(), {});

  await expect(readSynthesizedStacks(outdir)).rejects.toThrow(
    `got no stacks in ${outdir}; use a config with an account`,
  );
});

test("can be chosen by name, and keep the order of the manifest", () => {
  expect(chooseStacks(stacks, ["central-nonprod", "shared"]).map(({ name }) => name)).toEqual([
    "shared",
    "central-nonprod",
  ]);
});

test("that are not there are all named, each with what may be meant", () => {
  expect(() => chooseStacks(stacks, ["centrl-prod", "shared", "payments"])).toThrow(
    'no stack named "centrl-prod"; did you mean central-prod?\n' +
      'no stack named "payments"; use one of shared, central-prod, central-nonprod',
  );
});
