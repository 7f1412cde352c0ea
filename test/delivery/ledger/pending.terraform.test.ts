import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { pending } from "../../../src/commands/pending.ts";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { s3Store } from "../../../src/delivery/handoff/s3-store.ts";
import { readShards } from "../../../src/delivery/handoff/shard.ts";
import { readHead } from "../../../src/delivery/ledger/read-head.ts";
import { exampleTree, namesOf } from "../affected/support/trees.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { appliedEntry } from "./support/entries.ts";

const missing = await missingPipelineTools();

describe.skipIf(missing)("with an S3", () => {
  const moto = useMoto();

  test("of the example organization everything is pending at first, and then what the ledger does not know", async () => {
    const head = exampleTree();
    const { stacks, bucket } = await readHead(head, null);
    const store = s3Store({ ...bucket, bucket: await moto.bucket(bucket.bucket) });
    const out = temporaryFolder();
    const githubOutput = join(out, "outputs");
    const run = async () => {
      writeFileSync(githubOutput, "");
      const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      try {
        await pending({ head, out, maxShards: 60, perShard: 25, also: [], githubOutput });
        return write.mock.calls.map(([text]) => text).join("");
      } finally {
        write.mockRestore();
      }
    };

    expect(await run()).toContain("15 stacks pending, 0 stacks applied as synthesized\n");
    const shards = await readShards(join(out, "shards"));
    expect(shards.map(({ scope, wave }) => `${wave} ${scope}`)).toEqual([
      "1 management",
      "1 shared",
      "1 central-prod",
      "1 central-nonprod",
      "2 app-nonprod",
      "3 policies-nonprod",
      "4 app-prod",
      "5 policies-prod",
    ]);
    expect(readFileSync(githubOutput, "utf8")).toContain("shards=[0,1,2,3,4,5,6,7]\ncount=8\n");
    const { added, retiring } = await affectedFile.read(join(out, "pending.json"));
    expect([namesOf(added).length, namesOf(retiring)]).toEqual([14, ["app-legacy-crm"]]);

    for (const { affected } of stacks.filter(({ affected: { stack } }) => stack !== "shared")) {
      const { stack, scope, configHash } = affected;
      const entry = { ...appliedEntry, stack, scope, configHash };
      await store.put(`ledger/${scope}/${stack}.json`, ledgerFile.text(entry));
    }
    await store.put("ledger/shared/notes.txt", "not an entry");
    await store.put("ledger/shared/shared.applying.json", "no entry either");

    expect(await run()).toMatch(
      /^wave 1: was never applied: shared\n1 stack pending, 14 stacks applied as synthesized\n/,
    );
    expect(readFileSync(githubOutput, "utf8")).toContain("shards=[0]\ncount=1\n");
    // shards of the earlier run are gone
    expect(readdirSync(join(out, "shards"))).toEqual(["0.json"]);
    expect(existsSync(join(out, "pending.json"))).toBe(true);

    // its first apply began, and its account's file is gone
    await store.put("ledger/app-nonprod/app-gone.applying.json", "no entry");
    expect(await run()).toMatch(/^app-gone: got no file of account unknown any more; put it back/);
    expect((await affectedFile.read(join(out, "pending.json"))).removed.map(({ stack }) => stack)).toEqual([
      "app-gone",
    ]);
  });
});
