import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { type AffectedOptions, affected } from "../../../src/commands/affected.ts";
import { type ShardOptions, shard } from "../../../src/commands/shard.ts";
import { readShard } from "../../../src/delivery/handoff/shard.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { appJson, writeTree } from "./support/trees.ts";

/** What `work` prints, and what it comes to. */
async function capture<T>(work: () => Promise<T>): Promise<readonly [T, string]> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    return [await work(), write.mock.calls.map(([text]) => text).join("")];
  } finally {
    write.mockRestore();
  }
}

const base = () => writeTree({ "app-a": appJson("a"), "app-b": appJson("b") });
const head = () => writeTree({ "app-a": appJson("a"), "app-b": appJson("b"), "app-c": appJson("c") });

async function runAffected(options: Partial<AffectedOptions> = {}) {
  const file = join(temporaryFolder(), "affected.json");
  const locks = { baseLock: undefined, headLock: undefined };
  const [code, said] = await capture(() =>
    affected({ base: base(), head: head(), ...locks, out: file, format: "text", ...options }),
  );
  return { code, file, said };
}

async function runShard(file: string, options: Partial<ShardOptions> = {}) {
  const out = join(temporaryFolder(), "shards");
  const [code, said] = await capture(() =>
    shard(file, { max: 60, perShard: 25, out, githubOutput: undefined, ...options }),
  );
  return { code, out: options.out ?? out, said: JSON.parse(said) as unknown };
}

const nothing = {
  management: [],
  shared: [],
  "central-prod": [],
  "central-nonprod": [],
  "app-nonprod": [],
  "policies-nonprod": [],
  "app-prod": [],
  "policies-prod": [],
};

test("affected says what changes and writes what shard reads", async () => {
  const { code, file, said } = await runAffected();
  expect(code).toBe(0);
  expect(said).toBe(
    "wave 2\n  app-c is added\n    + 1 aws_backup_vault, 1 aws_kms_key\n\nnothing changes for the other 2 stacks\n",
  );

  const sharded = await runShard(file);
  expect(sharded).toMatchObject({
    code: 0,
    said: { shards: [0], count: 1, byScope: { ...nothing, "app-nonprod": [0] } },
  });
  expect(await readShard(sharded.out, 0)).toEqual({
    index: 0,
    scope: "app-nonprod",
    wave: 2,
    stacks: ["app-c"],
  });
});

test("affected prints Markdown, and needs no file", async () => {
  const { code, file, said } = await runAffected({ format: "markdown", out: undefined });

  expect(code).toBe(0);
  expect(said).toMatch(/^### Stacks that this changes\n\n\*\*app-c is added\*\* \(wave 2\)\n/);
  expect(existsSync(file)).toBe(false);
});

test("affected exits 0 when a stack is removed, which the guard refuses", async () => {
  const { code, said } = await runAffected({ base: head(), head: base() });

  expect(code).toBe(0);
  expect(said).toMatch(/^app-c: got no file of account 666666666601 any more; put it back and write state: retired/);
});

test.each([
  ["another lock file", "a", "b", 3],
  ["the same lock file", "a", "a", 1],
  ["a lock file that the base lacks", null, "a", 3],
])("affected reads %s", async (_, before, after, count) => {
  const folder = temporaryFolder();
  if (before !== null) writeFileSync(join(folder, "base.hcl"), before);
  writeFileSync(join(folder, "head.hcl"), after);

  const { file } = await runAffected({ baseLock: join(folder, "base.hcl"), headLock: join(folder, "head.hcl") });

  const { added, changed } = JSON.parse(readFileSync(file, "utf8")) as Record<string, readonly unknown[]>;
  expect([...(added ?? []), ...(changed ?? [])]).toHaveLength(count);
});

test("affected refuses a head's lock file that is not there: a misspelt path would look like no change", async () => {
  await expect(runAffected({ headLock: "no.hcl" })).rejects.toThrow(
    /^no\.hcl: got ENOENT.*; use the \.terraform\.lock\.hcl/,
  );
});

test("shard leaves nothing to do for a change that affects nothing", async () => {
  const { file } = await runAffected({ head: base() });

  const { code, out, said } = await runShard(file);

  expect(code).toBe(0);
  expect(said).toEqual({ shards: [], count: 0, byScope: nothing });
  expect(readdirSync(out)).toEqual([]);
});

test("shard removes the shards of an earlier run and nothing else", async () => {
  const { file } = await runAffected();
  const out = temporaryFolder();
  for (const name of ["0.json", "7.json", "notes.json"]) writeFileSync(join(out, name), "earlier");

  await runShard(file, { out });

  expect(readdirSync(out).sort()).toEqual(["0.json", "notes.json"]);
  expect(readFileSync(join(out, "0.json"), "utf8")).not.toBe("earlier");
});

test("shard adds its indices to the job's outputs, one line each", async () => {
  const { file } = await runAffected({ base: "none" });
  const githubOutput = join(temporaryFolder(), "output");
  writeFileSync(githubOutput, "earlier=1\n");

  await runShard(file, { perShard: 2, githubOutput });

  expect(readFileSync(githubOutput, "utf8")).toBe(
    [
      "earlier=1",
      "shards=[0,1]",
      "count=2",
      "management=[]",
      "shared=[]",
      "central-prod=[]",
      "central-nonprod=[]",
      "app-nonprod=[0,1]",
      "policies-nonprod=[]",
      "app-prod=[]",
      "policies-prod=[]",
      "",
    ].join("\n"),
  );
});

test.each([
  ["is not there", null, "got no such file; use what `lockstep affected --out`"],
  ["is no JSON", "{", "got no JSON ("],
  [
    "is something else",
    '{"version":2,"added":[],"changed":[]}',
    "retiring: got nothing; use what `lockstep affected --out`, `pending` or `drift select` wrote",
  ],
])("shard names a file that %s", async (_, text, message) => {
  const folder = temporaryFolder();
  const file = join(folder, "affected.json");
  mkdirSync(folder, { recursive: true });
  if (text !== null) writeFileSync(file, text);

  await expect(runShard(file)).rejects.toThrow(`${file}: ${message}`);
});
