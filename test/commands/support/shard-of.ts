import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { pending } from "../../delivery/handoff/support/samples.ts";
import { awsLock } from "../../delivery/support/aws-lock.ts";
import { fakeTerraform } from "../../delivery/support/fake-terraform.ts";
import { temporaryFolder } from "../../delivery/support/temporary-folder.ts";
import { mergedAccounts } from "./merged.ts";

/** Folders of a job whose one shard holds accounts of these names, and a Terraform that does what `does` says. */
export async function shardOf(names: readonly string[], does = "") {
  const folder = temporaryFolder();
  const [synth, summaries, out] = ["synth", "summaries", "out"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  cpSync(mergedAccounts(...names), join(synth, "head"), { recursive: true });
  writeFileSync(join(synth, ".terraform.lock.hcl"), awsLock());
  const stacks = names.map((name) => `app-${name}`);
  await shardFile.write(join(synth, "shards/0.json"), { index: 0, scope: "app-nonprod", wave: 2, stacks });
  await affectedFile.write(join(synth, "pending.json"), { ...pending, since: {} });
  const { env } = fakeTerraform(folder, does);
  const run = { GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "1", GITHUB_SHA: "c".repeat(40) };
  return { synth, summaries, out, env: { ...process.env, ...env, ...run } };
}
