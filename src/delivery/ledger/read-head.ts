import { readFile } from "node:fs/promises";
import { blockChanges, changeShape } from "../affected/block-changes.ts";
import { commonBucket, type StateBucket } from "../handoff/state-bucket.ts";
import { configHash } from "../stack/config-hash.ts";
import { sha256 } from "../stack/sha256.ts";
import { stackPlace } from "../stack/stack-place.ts";
import { stackShape } from "../stack/stack-shape.ts";
import { parseObject, readStackTree } from "../stack/stack-tree.ts";
import { toolHash, versionsOf } from "../stack/tool-hash.ts";
import type { HeadStack } from "./pending-stacks.ts";

/** A synthesized folder as the ledger is compared with it. */
export interface Head {
  /** Those of the pipeline; what a person applies is in no ledger. */
  readonly stacks: readonly HeadStack[];
  readonly bucket: StateBucket;
  /** Sha-256 of `.terraform.lock.hcl`; empty: there is none. */
  readonly lockHash: string;
  readonly toolHash: string;
}

/** @throws naming the file that is broken, or the folder when it holds no stack: nothing pending would look like success */
export async function readHead(folder: string, lock: string | null): Promise<Head> {
  const tree = await readStackTree(folder);
  if (tree.stacks.length === 0)
    throw new Error(`got no stacks in ${folder}; use a folder that \`lockstep synth\` wrote`);

  const stacks: HeadStack[] = [];
  const versions = new Set<string>();
  const backends: (readonly [string, Readonly<Record<string, unknown>>])[] = [];
  for (const stack of tree.stacks) {
    const file = tree.file(stack);
    const json = parseObject(await readFile(file, "utf8"), file);
    const { scope, wave, accountId, state, retired } = stackPlace(stack, json);
    versions.add(versionsOf(json));
    // not the whole stack: there are thousands
    backends.push([stack, { terraform: json["terraform"] }]);
    if (wave === null) continue;

    const version = { json, own: { stack, accountId } };
    const shape = stackShape(json, version.own);
    const blocks = blockChanges(null, version);
    stacks.push({
      affected: {
        stack,
        scope,
        wave,
        accountId,
        configHash: configHash(json),
        shape,
        changeShape: changeShape(null, version, blocks),
        blocks,
      },
      retired,
      place: `account ${accountId}, ${state}`,
    });
  }
  return {
    stacks,
    bucket: commonBucket(backends),
    lockHash: lock === null ? "" : sha256(lock),
    toolHash: toolHash(versions, lock),
  };
}
