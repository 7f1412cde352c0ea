import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack, Testing } from "cdktf";
import { load } from "../../src/config/load.ts";
import type { Estate } from "../../src/model.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { exampleConfig } from "./example-config.ts";

export type Block = Readonly<Record<string, unknown>>;
/** A stack's Terraform JSON. */
export interface Stack {
  readonly terraform: Block;
  readonly provider: { readonly aws: readonly Block[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly [block: string]: unknown;
}

/** The example organization. @throws if it has an error */
export function exampleEstate(): Estate {
  const { estate, problems } = load(exampleConfig);
  if (!estate) throw new Error(JSON.stringify(problems, null, 2));
  return estate;
}

/** The same organization with the resource control policy of `management.resourceGuardrails`. */
export function withResourceGuardrails(estate: Estate): Estate {
  const { management } = estate;
  if (!management) throw new Error("got an estate without a management stack");
  return { ...estate, management: { ...management, resourceGuardrails: true } };
}

/** Stacks of an estate, parsed, by id. */
export function stacksOf(estate: Estate): ReadonlyMap<string, Stack> {
  return new Map([...stackTexts(estate)].map(([id, text]) => [id, withoutMetadata(JSON.parse(text)) as Stack]));
}

/** The stack that `add` makes, alone: of a thousand accounts, a stack each takes minutes that nobody asks for. */
export function stackAlone(add: (app: App) => TerraformStack): Stack {
  const outdir = mkdtempSync(join(tmpdir(), "lockstep-"));
  try {
    return JSON.parse(Testing.synth(add(new App({ outdir })), true));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Resources of one type, in the order of their addresses. */
export const all = (stack: Stack | undefined, type: string): readonly Block[] =>
  Object.values(stack?.resource[type] ?? {});

/** Without CDKTF's own notes, which Terraform ignores. */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, part]) => [key, withoutMetadata(part)]),
  );
}
