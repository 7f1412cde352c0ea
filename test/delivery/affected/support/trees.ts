import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareTrees } from "../../../../src/delivery/affected/compare-trees.ts";
import type { AffectedStack, AffectedStacks } from "../../../../src/delivery/handoff/affected-stacks.ts";
import { sha256 } from "../../../../src/delivery/stack/sha256.ts";
import { synthesize } from "../../../../src/synthesize.ts";
import { type Changes, configWith, estateOf } from "../../../support/config.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** The synthesized example organization, with `changes` made to its config. */
export function exampleTree(changes: Changes = {}): string {
  const folder = join(temporaryFolder(), "out");
  synthesize(estateOf(configWith(changes)), folder);
  return folder;
}

/** Terraform JSON of a stack of a folder, changed as text, wherever `old` stands in it. */
export function editStack(folder: string, stack: string, old: string, replacement: string): void {
  const file = stackFile(folder, stack);
  const text = readFileSync(file, "utf8");
  if (!text.includes(old)) throw new Error(`"${old}" does not stand in ${stack}`);
  writeFileSync(file, text.replaceAll(old, replacement));
}

export const stackFile = (folder: string, stack: string) => join(folder, "stacks", stack, "cdk.tf.json");

/** Writes stacks as a synthesis does. */
export function writeTree(stacks: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  for (const [stack, json] of Object.entries(stacks)) {
    mkdirSync(join(folder, "stacks", stack), { recursive: true });
    writeFileSync(stackFile(folder, stack), typeof json === "string" ? json : JSON.stringify(json, null, 2));
  }
  const manifest = Object.fromEntries(Object.keys(stacks).map((stack) => [stack, { name: stack }]));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks: manifest }));
  return folder;
}

/** An account's stack with a key and a vault. */
export const appJson = (name: string, { scope = "app-nonprod", accountId = "666666666601", retired = false } = {}) => ({
  terraform: {
    backend: { s3: { bucket: "states", key: `state/${scope}/app-${name}.tfstate`, region: "eu-west-2" } },
    required_providers: { aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } },
    required_version: ">= 1.11",
  },
  provider: {
    aws: [
      {
        alias: "eu-west-2",
        region: "eu-west-2",
        allowed_account_ids: [accountId],
        default_tags: [
          {
            tags: {
              "lockstep:stack": `app-${name}`,
              "lockstep:owner": `${name}@acme.example`,
              ...(retired && { "lockstep:state": "retired" }),
            },
          },
        ],
      },
    ],
  },
  resource: {
    aws_kms_key: { key: { description: "backups", policy: `arn:aws:iam::${accountId}:root` } },
    aws_backup_vault: { vault: { name: "lockstep-local", kms_key_arn: "${aws_kms_key.key.arn}" } },
  },
});

/** Compares folders that are planned with one lock file. */
export const compare = (base: string, head: string) =>
  compareTrees({ folder: base, lock: null }, { folder: head, lock: null });

export const namesOf = (stacks: readonly { readonly stack: string }[]) => stacks.map(({ stack }) => stack);

/** Only which stacks are affected, and how. */
export const outcome = ({ added, changed, retiring, removed, unchanged }: AffectedStacks) => ({
  added: namesOf(added),
  changed: namesOf(changed),
  retiring: namesOf(retiring),
  removed: namesOf(removed),
  unchanged,
});

/** A stack whose change is told apart by `change`. */
export const affectedStack = (
  stack: string,
  scope: AffectedStack["scope"],
  { wave = 2, change = "a" }: { readonly wave?: number | null; readonly change?: string } = {},
): AffectedStack => ({
  stack,
  scope,
  wave,
  accountId: "666666666601",
  configHash: sha256(stack),
  shape: sha256("settings"),
  changeShape: sha256(change),
  blocks: { added: [], changed: [{ address: `aws_kms_key.${change}`, arguments: ["policy"] }], removed: [] },
});

export const nothingAffected: AffectedStacks = {
  added: [],
  changed: [],
  retiring: [],
  removed: [],
  moved: [],
  unchanged: 16,
  toolHash: sha256("tools"),
  toolsChanged: false,
};
