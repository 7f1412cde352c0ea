import { readFile } from "node:fs/promises";
import type {
  AffectedStack,
  AffectedStacks,
  BlockChanges,
  MovedStack,
  RemovedStack,
} from "../handoff/affected-stacks.ts";
import { configHash } from "../stack/config-hash.ts";
import type { JsonObject } from "../stack/json-object.ts";
import { type StackPlace, stackPlace } from "../stack/stack-place.ts";
import { stackShape } from "../stack/stack-shape.ts";
import { parseObject, readStackTree, type StackTree } from "../stack/stack-tree.ts";
import { toolHash, versionsOf } from "../stack/tool-hash.ts";
import { blockChanges, changeShape, type StackVersion } from "./block-changes.ts";

/** One side of the comparison. */
export interface TreeFolder {
  readonly folder: string;
  /** Text of the `.terraform.lock.hcl` that its stacks are planned with; `null`: there is none. */
  readonly lock: string | null;
}

/**
 * Which stacks a change affects: two synthesized folders, compared as Terraform reads them. A base without stacks, or
 * none at all, is what the first commit has: everything is new.
 *
 * @throws naming the file that is broken, or the head when it holds no stack: to plan nothing would look like success
 */
export async function compareTrees(base: TreeFolder, head: TreeFolder): Promise<AffectedStacks> {
  const [before, after] = [await readStackTree(base.folder), await readStackTree(head.folder)];
  if (after.stacks.length === 0)
    throw new Error(`got no stacks in ${head.folder}; use a folder that \`lockstep synth\` wrote`);

  // one at a time: of thousands of stacks, two files are in memory
  const known = new Set(before.stacks);
  const kept = new Set(after.stacks);
  const compared: ComparedStack[] = [];
  for (const stack of after.stacks) {
    const headText = await readText(after, stack);
    const baseText = known.has(stack) ? await readText(before, stack) : null;
    compared.push(compareStack(stack, [before, baseText], [after, headText]));
  }
  const gone: GoneStack[] = [];
  for (const stack of before.stacks.filter((stack) => !kept.has(stack))) {
    gone.push(goneStack(stack, parseStack(before, stack, await readText(before, stack))));
  }

  const baseVersions = [...compared.map(({ baseVersions }) => baseVersions), ...gone.map(({ versions }) => versions)];
  const headTools = toolHash(
    compared.map(({ headVersions }) => headVersions),
    head.lock,
  );
  const baseTools = toolHash(
    baseVersions.filter((versions) => versions !== null),
    base.lock,
  );
  const toolsChanged = before.stacks.length > 0 && baseTools !== headTools;
  const of = (kind: ComparedStack["kind"]) =>
    compared.filter((stack) => stack.kind === kind).map(({ affected }) => affected);

  return {
    added: of("added"),
    changed: compared
      .filter(({ kind }) => kind === "changed" || (kind === "unchanged" && toolsChanged))
      .map(({ affected }) => affected),
    retiring: of("retiring"),
    removed: gone.map(({ removed }) => removed),
    moved: compared.map(({ moved }) => moved).filter((moved) => moved !== null),
    unchanged: toolsChanged ? 0 : of("unchanged").length,
    toolHash: headTools,
    toolsChanged,
  };
}

interface ComparedStack {
  readonly kind: "added" | "changed" | "retiring" | "unchanged";
  readonly affected: AffectedStack;
  readonly moved: MovedStack | null;
  readonly headVersions: string;
  readonly baseVersions: string | null;
}

interface GoneStack {
  readonly removed: RemovedStack;
  readonly versions: string;
}

interface ParsedStack extends StackVersion {
  readonly place: StackPlace;
}

function compareStack(
  stack: string,
  [baseTree, baseText]: readonly [StackTree, string | null],
  [headTree, headText]: readonly [StackTree, string],
): ComparedStack {
  const head = parseStack(headTree, stack, headText);
  // most stacks of most changes: the same bytes need no second look
  const base = baseText === null ? null : baseText === headText ? head : parseStack(baseTree, stack, baseText);
  const { scope, wave, accountId } = head.place;

  const hash = configHash(head.json);
  const same = base !== null && (base === head || configHash(base.json) === hash);
  const blocks = same ? noChange : blockChanges(base, head);
  const affected = {
    stack,
    scope,
    wave,
    accountId,
    configHash: hash,
    shape: stackShape(head.json, head.own),
    changeShape: changeShape(base, head, blocks),
    blocks,
  };
  return {
    kind: kindOf(base, head, same),
    affected,
    moved: base ? movedStack(stack, base.place, head.place) : null,
    headVersions: versionsOf(head.json),
    baseVersions: base ? versionsOf(base.json) : null,
  };
}

const noChange: BlockChanges = { added: [], changed: [], removed: [] };

function kindOf(base: ParsedStack | null, head: ParsedStack, same: boolean): ComparedStack["kind"] {
  if (base === null) return "added";
  if (same) return "unchanged";
  return head.place.retired && !base.place.retired ? "retiring" : "changed";
}

function movedStack(stack: string, base: StackPlace, head: StackPlace): MovedStack | null {
  const [from, to] = [base, head].map(({ accountId, state }) => `account ${accountId}, ${state}`);
  return from === undefined || to === undefined || from === to ? null : { stack, from, to };
}

function goneStack(stack: string, { json, place }: ParsedStack): GoneStack {
  const { scope, wave, accountId, retired } = place;
  return { removed: { stack, scope, wave, accountId, retired }, versions: versionsOf(json) };
}

function parseStack(tree: StackTree, stack: string, text: string): ParsedStack {
  const file = tree.file(stack);
  const json: JsonObject = parseObject(text, file);
  try {
    const place = stackPlace(stack, json);
    return { json, place, own: { stack, accountId: place.accountId } };
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

const readText = (tree: StackTree, stack: string) =>
  readFile(tree.file(stack), "utf8").catch((cause: Error) => {
    throw new Error(`${tree.file(stack)}: got ${cause.message}; synthesize it again`, { cause });
  });
