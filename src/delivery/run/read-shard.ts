import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { pipelineScopes, type Scope } from "../../names.ts";
import type { Shard } from "../affected/shards.ts";

const shard = z.strictObject({
  index: z.int().min(0),
  scope: z.enum(pipelineScopes.map(({ scope }) => scope) as [Scope, ...Scope[]]),
  wave: z.int().min(1),
  // they become paths and keys
  stacks: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,127}$/)).min(1),
});

/** @throws when the folder holds no such shard, or a broken one. */
export async function readShard(folder: string, index: number): Promise<Shard> {
  const file = join(folder, `${index}.json`);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`${file}: got no such shard; use an index that \`lockstep shard\` or \`pending\` wrote`, { cause });
  });
  const result = shard.safeParse(parse(text));
  if (result.success && result.data.index === index) return result.data;
  throw new Error(`${file}: got no shard ${index}; use what \`lockstep shard\` or \`pending\` wrote`);
}

/** All shards of a folder, by index. */
export async function readShards(folder: string): Promise<readonly Shard[]> {
  const indices = (await readdir(folder)).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
  return Promise.all(indices.sort((a, b) => a - b).map((index) => readShard(folder, index)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
