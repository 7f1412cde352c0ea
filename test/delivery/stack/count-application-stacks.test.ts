import { join } from "node:path";
import { expect, test } from "vitest";
import { countApplicationStacks } from "../../../src/delivery/stack/count-application-stacks.ts";
import { appJson, writeTree } from "../affected/support/trees.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("application accounts are counted by what their stacks say, not by what these are called", async () => {
  const shared = { backend: { s3: { bucket: "states", key: "state/shared/app-like.tfstate", region: "eu-west-2" } } };
  const head = writeTree({
    "app-a": appJson("a"),
    "app-b": appJson("b", { scope: "app-prod" }),
    "app-like": { ...appJson("like"), terraform: shared },
  });

  expect(await countApplicationStacks(head)).toBe(2);
});

test("a stack that does not say whose it is stops the count, and so does a folder without any", async () => {
  await expect(countApplicationStacks(writeTree({ "app-a": {} }))).rejects.toThrow("terraform.backend.s3: got key");
  const folder = join(temporaryFolder(), "none");
  await expect(countApplicationStacks(folder)).rejects.toThrow(
    `got no stacks in ${folder}; use a folder that \`lockstep synth\` wrote`,
  );
});
