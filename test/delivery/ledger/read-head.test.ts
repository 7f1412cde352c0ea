import { expect, test } from "vitest";
import { readHead } from "../../../src/delivery/ledger/read-head.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { appJson, exampleTree, writeTree } from "../affected/support/trees.ts";

test("every stack of the example but the one that a person applies is compared with the ledger", async () => {
  const head = await readHead(exampleTree(), null);

  expect(head.bucket).toEqual({ bucket: "lockstep-state-acme-222222222222", region: "eu-west-2" });
  expect(head.lockHash).toBe("");
  expect(head.stacks.map(({ affected }) => affected.stack)).not.toContain("bootstrap");
  expect(head.stacks).toHaveLength(15);
});

test("a stack is read with its hash, its place and whether its account leaves", async () => {
  const json = appJson("a", { retired: true });

  const { stacks, lockHash } = await readHead(writeTree({ "app-a": json }), "# locked");

  expect(lockHash).toBe(sha256("# locked"));
  expect(stacks).toMatchObject([
    {
      affected: { stack: "app-a", scope: "app-nonprod", wave: 2, configHash: configHash(json) },
      retired: true,
      place: "account 666666666601, s3://states/state/app-nonprod/app-a.tfstate",
    },
  ]);
});

test("a folder without stacks is refused: nothing pending would look like success", async () => {
  const folder = writeTree({});

  await expect(readHead(folder, null)).rejects.toThrow(
    `got no stacks in ${folder}; use a folder that \`lockstep synth\` wrote`,
  );
});
