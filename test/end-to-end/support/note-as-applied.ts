import { PutObjectCommand } from "@aws-sdk/client-s3";
import { type AppliedEntry, ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";
import { parseObject } from "../../../src/delivery/stack/stack-tree.ts";
import type { Estate } from "../../../src/model.ts";
import { ledgerKey, stateBucket } from "../../../src/names.ts";
import { administratorOf } from "../../emulator/deploy/seed-organization.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { wireClients } from "../../emulator/testing/wire-clients.ts";
import { lockOfMirror } from "../../support/lock-of-mirror.ts";

/** Writes into the ledger that an earlier run has applied stacks, as they are synthesized now. */
export async function noteAsApplied(
  standIn: StandIn,
  estate: Estate,
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const { accountId: hub, region } = estate.shared;
  const { s3 } = wireClients(standIn.url, standIn.credentialsOf(administratorOf(hub).arn), region);
  const lockHash = sha256(await lockOfMirror());
  for (const [stack, text] of texts) {
    const json = parseObject(text, stack);
    const { scope, accountId } = stackPlace(stack, json);
    const entry: AppliedEntry = {
      ...{ stack, accountId, digest: "", terraformVersion: "1.11.4", lockHash, runUrl: "" },
      ...{ scope, configHash: configHash(json) },
      ...{ commit: "0".repeat(40), appliedAt: "2026-11-01T00:00:00Z" },
    };
    await s3.send(
      new PutObjectCommand({ Bucket: stateBucket(estate), Key: ledgerKey(scope, stack), Body: ledgerFile.text(entry) }),
    );
  }
}
