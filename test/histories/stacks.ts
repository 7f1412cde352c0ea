import type { HeadStack } from "../../src/delivery/ledger/pending-stacks.ts";
import { configHash } from "../../src/delivery/stack/config-hash.ts";
import { holdsAccounts } from "../../src/delivery/stack/pipeline-scope.ts";
import type { PipelineStack } from "../../src/delivery/stack/pipeline-stack.ts";
import { sha256 } from "../../src/delivery/stack/sha256.ts";
import { stackPlace } from "../../src/delivery/stack/stack-place.ts";
import { pipelineScopes, type Scope, stateKey } from "../../src/names.ts";

/** A small organization: one stack of each kind, and more accounts than a fleet needs. */
export const stackScopes: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ["shared", "shared"],
  ["central-nonprod", "central-nonprod"],
  ["app-a", "app-nonprod"],
  ["app-b", "app-nonprod"],
  ["policies-nonprod", "policies-nonprod"],
  ["app-c", "app-prod"],
  ["policies-prod", "policies-prod"],
]);
export const stackNames: readonly string[] = [...stackScopes.keys()];
export const accountStacks = stackNames.filter((stack) => holdsAccounts(scopeOf(stack)));

export function scopeOf(stack: string): Scope {
  const scope = stackScopes.get(stack);
  if (!scope) throw new Error(`no stack ${stack}`);
  return scope;
}

/** A lock file; the stacks ask for no provider, so that one is as good as another. `null`: there is none. */
export const lockText = (lock: number | null): string | null => (lock === null ? null : `# nothing to lock, ${lock}\n`);
export const lockHash = (lock: number | null): string => (lock === null ? "" : sha256(lockText(lock) ?? ""));

/** What config says of a stack. No two texts that mean something else have the same number. */
export interface Setting {
  readonly number: number;
  /** Whether getting there deletes something. */
  readonly loses: boolean;
  /** Whether its account is leaving. */
  readonly retired: boolean;
  /** Whether the guard lets nobody get there without an allowance. */
  readonly weakens: boolean;
}

/** What a commit has: a setting a stack. */
export type Tree = ReadonlyMap<string, Setting>;

export const startTree: Tree = new Map(
  stackNames.map((stack) => [stack, { number: 0, loses: false, retired: false, weakens: false }]),
);

const made = new Map<string, { readonly pipeline: PipelineStack; readonly head: HeadStack }>();

function stackAt(stack: string, setting: Setting) {
  const key = `${stack} ${setting.number} ${setting.retired}`;
  const known = made.get(key);
  if (known) return known;
  const scope = scopeOf(stack);
  const wave = pipelineScopes.find((one) => one.scope === scope)?.wave ?? 0;
  const accountId = String(555555555500 + stackNames.indexOf(stack));
  const tags = { "lockstep:stack": stack, ...(setting.retired && { "lockstep:state": "retired" }) };
  const json = {
    terraform: { backend: { s3: { bucket: "states", key: stateKey(scope, stack) } } },
    provider: { aws: [{ allowed_account_ids: [accountId], default_tags: [{ tags }] }] },
    locals: { number: setting.number },
  };
  const place = stackPlace(stack, json);
  const hash = configHash(json);
  const shapes = { shape: sha256(scope), changeShape: sha256(scope), blocks: { added: [], changed: [], removed: [] } };
  const one = {
    pipeline: { stack, json, place, folder: "" },
    head: {
      affected: { stack, scope, wave, accountId, configHash: hash, ...shapes },
      retired: setting.retired,
      place: `account ${accountId}, ${place.state}`,
    },
  };
  made.set(key, one);
  return one;
}

export const pipelineStackAt = (stack: string, setting: Setting): PipelineStack => stackAt(stack, setting).pipeline;
export const headStackAt = (stack: string, setting: Setting): HeadStack => stackAt(stack, setting).head;
export const headOf = (tree: Tree): readonly HeadStack[] =>
  [...tree].map(([stack, setting]) => headStackAt(stack, setting));
export const hashesOf = (tree: Tree): ReadonlyMap<string, string> =>
  new Map([...tree].map(([stack, setting]) => [stack, headStackAt(stack, setting).affected.configHash]));
