import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackJson } from "../../../src/delivery/terraform/offline-copy.ts";

type Blocks = Readonly<Record<string, unknown>>;

const region = (name: string) => ({
  alias: name,
  region: name,
  allowed_account_ids: ["555555555555"],
  assume_role: [{ role_arn: 'arn:aws:iam::555555555555:role/lockstep-${terraform.applying ? "apply" : "plan"}' }],
  default_tags: [{ tags: { owner: "payments@acme.example" } }],
});

/** A stack with two Regions, tied to AWS as ours are. */
export const stackJson = (blocks: Blocks = {}): StackJson => ({
  "//": { metadata: { stackName: "payments" } },
  terraform: {
    backend: { s3: { bucket: "state", key: "payments", region: "eu-west-2", use_lockfile: true } },
    required_providers: { aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } },
    required_version: ">= 1.11.0",
  },
  provider: { aws: [region("eu-west-2"), region("eu-west-1")] },
  ...blocks,
});

/** A key and a vault in one Region, a key in the other: three resources. */
export const keysAndVault = {
  aws_kms_key: {
    london: { provider: "aws.eu-west-2", description: "backups" },
    dublin: { provider: "aws.eu-west-1", description: "backups" },
  },
  aws_backup_vault: {
    vault: { provider: "aws.eu-west-2", name: "lockstep", kms_key_arn: "${aws_kms_key.london.arn}" },
  },
};

/** Writes `stacks` to `outdir` as a synthesis does. */
export function writeStacks(outdir: string, stacks: Readonly<Record<string, Blocks>>): string {
  const manifest: Record<string, unknown> = {};
  for (const [name, blocks] of Object.entries(stacks)) {
    mkdirSync(join(outdir, "stacks", name), { recursive: true });
    writeFileSync(join(outdir, "stacks", name, "cdk.tf.json"), JSON.stringify(stackJson(blocks), null, 2));
    manifest[name] = { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: [] };
  }
  writeFileSync(join(outdir, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks: manifest }));
  return outdir;
}
