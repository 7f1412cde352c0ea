import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

const schema = z
  .strictObject({
    index: z.int().min(0),
    scope: field.scope,
    wave: field.wave,
    /** Sorted. */
    stacks: z.array(field.stack).min(1).readonly(),
  })
  .readonly();

/** Stacks that one job plans or applies. They are of one scope: each scope has its own role and environment. */
export type Shard = z.infer<typeof schema>;

const writer = "`lockstep shard`, `pending` or `drift select`";

export const shardFile = handOver<Shard>({ what: "a shard", writer, version: 1, schema });

/** Writes a folder of shards. Those of an earlier run would still be found by their index: they go. */
export async function writeShards(folder: string, shards: readonly Shard[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const index of await indicesIn(folder)) await rm(fileOf(folder, index));
  for (const shard of shards) await shardFile.write(fileOf(folder, shard.index), shard);
}

/** @throws when the folder holds no such shard, or a broken one */
export async function readShard(folder: string, index: number): Promise<Shard> {
  return named(folder, index, await shardFile.read(fileOf(folder, index)));
}

/**
 * All shards of a folder, by index.
 *
 * @throws for every one that is broken: its stacks would be left unplanned or unapplied without a word
 */
export async function readShards(folder: string): Promise<readonly Shard[]> {
  const indices = await indicesIn(folder).catch((cause: Error) => {
    throw new Error(`${folder}: got ${cause.message}; use the folder that ${writer} wrote`, { cause });
  });
  const shards = await shardFile.readAll(indices.map((index) => fileOf(folder, index)));
  return shards.map((shard, place) => named(folder, indices[place], shard));
}

function named(folder: string, index: number | undefined, shard: Shard): Shard {
  if (shard.index === index) return shard;
  throw new Error(`${folder}/${index}.json: got shard ${shard.index}; use what ${writer} wrote`);
}

const fileOf = (folder: string, index: number) => join(folder, `${index}.json`);

const indicesIn = async (folder: string): Promise<readonly number[]> =>
  (await readdir(folder))
    .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
