import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readShard, readShards, type Shard, shardFile, writeShards } from "../../../src/delivery/handoff/shard.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const shard: Shard = { index: 0, scope: "app-prod", wave: 4, stacks: ["app-a"] };
const use = "use what `lockstep shard`, `pending` or `drift select` wrote";
const folderWith = (files: Readonly<Record<string, string>>) => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

test("shards are read by their index, in order", async () => {
  const folder = temporaryFolder();
  await writeShards(folder, [
    { ...shard, index: 10 },
    { ...shard, index: 2 },
  ]);
  writeFileSync(join(folder, "notes.txt"), "");

  expect(await readShard(folder, 2)).toEqual({ ...shard, index: 2 });
  expect((await readShards(folder)).map(({ index }) => index)).toEqual([2, 10]);
});

test("shards of an earlier run go, and nothing else does", async () => {
  const folder = folderWith({ "0.json": "{", "7.json": "{", "notes.json": "" });

  await writeShards(folder, [shard]);

  expect(readdirSync(folder).sort()).toEqual(["0.json", "notes.json"]);
  expect(await readShards(folder)).toEqual([shard]);
});

test.each([
  ["the scope that only people apply", { scope: "bootstrap" }, 'scope: got "bootstrap"'],
  ["no scope of ours", { scope: "../app-prod" }, 'scope: got "../app-prod"'],
  ["a stack that leads elsewhere", { stacks: ["../../etc"] }, 'stacks[0]: got "../../etc"'],
  ["no stacks", { stacks: [] }, "stacks: got []"],
  ["a wave before the first", { wave: 0 }, "wave: got 0"],
  ["an index below the first", { index: -1 }, "index: got -1"],
])("a shard with %s is refused, alone and among others", async (_, change, problem) => {
  const folder = folderWith({
    "0.json": JSON.stringify({ version: 1, ...shard, ...change }),
    "1.json": shardFile.text({ ...shard, index: 1 }),
  });
  const message = `${join(folder, "0.json")}: ${problem}; ${use}`;

  await expect(readShard(folder, 0)).rejects.toThrow(message);
  await expect(readShards(folder)).rejects.toThrow(message);
});

test("a shard under another's name is refused: its stacks would be planned twice, and the other's never", async () => {
  const folder = folderWith({ "3.json": shardFile.text(shard) });
  const message = `${folder}/3.json: got shard 0; ${use}`;

  await expect(readShard(folder, 3)).rejects.toThrow(message);
  await expect(readShards(folder)).rejects.toThrow(message);
});

test("a shard that there is not is named, and so is a folder without any", async () => {
  const folder = temporaryFolder();

  await expect(readShard(folder, 3)).rejects.toThrow(`${join(folder, "3.json")}: got no such file; ${use}`);
  await expect(readShards(join(folder, "none"))).rejects.toThrow(
    /none: got ENOENT.*; use the folder that `lockstep shard`/,
  );
});

test("where there is no shard there is a folder all the same, which is read as none", async () => {
  const folder = join(temporaryFolder(), "new", "shards");

  await writeShards(folder, []);

  expect(await readShards(folder)).toEqual([]);
});
