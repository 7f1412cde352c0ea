import { appendFile } from "node:fs/promises";
import { indicesByScope, shardsOf } from "../delivery/affected/shards.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { writeShards } from "../delivery/handoff/shard.ts";
import { print } from "./print.ts";

export interface ShardOptions {
  /** At most so many shards, and never more than 256. */
  readonly max: number;
  /** So many stacks a shard, more only where `max` shards would not do. */
  readonly perShard: number;
  /** Folder that gets a file a shard, `<index>.json`. */
  readonly out: string;
  /** `GITHUB_OUTPUT`; `undefined`: not in a workflow. */
  readonly githubOutput: string | undefined;
}

/**
 * Writes the affected stacks as shards. Only their indices leave the job as outputs, the lists travel as files: outputs
 * hold 1 MB. @returns the exit code.
 */
export async function shard(file: string, { max, perShard, out, githubOutput }: ShardOptions): Promise<number> {
  const shards = shardsOf(await affectedFile.read(file), { max, perShard });
  await writeShards(out, shards);

  const byScope = indicesByScope(shards);
  const indices = shards.map(({ index }) => index);
  print(JSON.stringify({ shards: indices, count: indices.length, byScope }));
  if (githubOutput) {
    const outputs = { shards: indices, count: indices.length, ...byScope };
    const lines = Object.entries(outputs).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
    await appendFile(githubOutput, lines.join(""));
  }
  return 0;
}
