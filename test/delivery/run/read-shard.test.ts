import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readShard, readShards } from "../../../src/delivery/run/read-shard.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const shard = { index: 0, scope: "app-prod", wave: 4, stacks: ["app-a"] };
const folderWith = (files: Readonly<Record<string, unknown>>) => {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
};

test("shards are read by their index, in order", async () => {
  const folder = folderWith({ "10.json": { ...shard, index: 10 }, "2.json": { ...shard, index: 2 }, "notes.txt": "" });

  expect(await readShard(folder, 2)).toEqual({ ...shard, index: 2 });
  expect((await readShards(folder)).map(({ index }) => index)).toEqual([2, 10]);
});

test.each<[string, unknown]>([
  ["no JSON", "{"],
  ["another index", { ...shard, index: 1 }],
  ["the scope that only people apply", { ...shard, scope: "bootstrap" }],
  ["no scope of ours", { ...shard, scope: "../app-prod" }],
  ["a stack that leads elsewhere", { ...shard, stacks: ["../../etc"] }],
  ["no stacks", { ...shard, stacks: [] }],
  ["more than we know", { ...shard, role: "admin" }],
])("a shard with %s is refused", async (_, content) => {
  const folder = folderWith({ "0.json": content });

  await expect(readShard(folder, 0)).rejects.toThrow(
    `${join(folder, "0.json")}: got no shard 0; use what \`lockstep shard\` or \`pending\` wrote`,
  );
});

test("a shard that there is not is named", async () => {
  const folder = folderWith({});

  await expect(readShard(folder, 3)).rejects.toThrow(
    `${join(folder, "3.json")}: got no such shard; use an index that \`lockstep shard\` or \`pending\` wrote`,
  );
});
