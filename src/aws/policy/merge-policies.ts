import { type ChildLimits, noLimits, tighten } from "./child-limits.ts";
import { effectiveKey } from "./effective-key.ts";
import type { EffectiveNode, EffectiveObject, Origin } from "./effective-policy.ts";
import type { JsonMember, JsonNode, JsonObject } from "./json-node.ts";
import { pointerTo } from "./json-pointer.ts";
import type { LeftOut } from "./left-out.ts";
import { mergeSetting } from "./merge-setting.ts";
import { judgeControl, limiter, type MergeStep, membersOf } from "./merge-step.ts";
import { childControl, isValueOperator } from "./policy-operators.ts";

/** A document to merge. */
export interface AttachedDocument {
  readonly root: JsonNode;
  /** What messages call it, such as its file. */
  readonly name: string;
  /** Attached to the same root, unit or account as the document before it, later; otherwise further down than that one. */
  readonly isBesidePrevious?: boolean;
}

export interface MergedPolicy {
  readonly effective: EffectiveObject;
  /** Everything that the documents say and the effective policy does not. */
  readonly findings: readonly LeftOut[];
}

/**
 * Merges policies as AWS Organizations does, the parent first. What AWS documents decides:
 * - `@@operators_allowed_for_child_policies` binds documents further down, at its own node: a setting's values, a
 *   section's list of keys. Documents of one place do not bind each other.
 * - Of documents at one place the one attached first wins.
 * - An operator that is not allowed is ignored, and so is everything else that cannot be merged; each has its finding.
 *
 * It never throws, whatever stands in the documents, and gives the same for the same documents.
 * Sources: docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html, inheritance-examples.html,
 * orgs_manage_policies_backup_syntax.html and, for what a limit on a section means, orgs_manage_policies_ai-opt-out_syntax.html
 */
export function mergePolicies(documents: readonly AttachedDocument[]): MergedPolicy {
  const findings: LeftOut[] = [];
  const names = documents.map(({ name }) => name);
  const report: MergeStep["report"] = (at, got, use, why = "") => findings.push({ at, got, why, use });
  const levels = levelsOf(documents);

  let effective: EffectiveObject = {
    kind: "object",
    origin: { policy: 0, pointer: "", offset: 0 },
    members: new Map(),
  };
  let limits = noLimits;
  let nextLimits = noLimits;
  for (const [policy, { root }] of documents.entries()) {
    if (levels[policy] !== levels[policy - 1]) limits = nextLimits;
    if (root.kind !== "object") {
      report({ policy, pointer: "", offset: root.offset }, "got no object", 'use {"plans":{…}}');
      continue;
    }
    const isFromHere = (origin: Origin) => levels[origin.policy] === levels[policy];
    const step: MergeStep = { names, policy, isFromHere, report };
    effective = mergeSection(step, effective, root, limits, [], "");
    nextLimits = tighten(nextLimits, root, policy);
  }
  return { effective, findings };
}

/** By document: how far down it is attached. */
function levelsOf(documents: readonly AttachedDocument[]): readonly number[] {
  let level = 0;
  return documents.map(({ isBesidePrevious }) => (isBesidePrevious ? level : ++level));
}

function mergeSection(
  step: MergeStep,
  inherited: EffectiveObject,
  node: JsonObject,
  limits: ChildLimits,
  path: readonly string[],
  pointer: string,
): EffectiveObject {
  const members = new Map(inherited.members);
  for (const member of membersOf(node)) {
    const origin = { policy: step.policy, pointer: pointerTo(pointer, member.key), offset: member.keyOffset };
    if (member.key === childControl) {
      judgeControl(step, member.value, origin, limits);
      continue;
    }
    const key = effectiveKey(path, member.key);
    const known = members.get(key);
    const child = member.value.kind === "object" ? member.value : null;
    if (!child || member.key.startsWith("@@")) {
      step.report(origin, ...strayText(member));
      continue;
    }
    // a new key is a change of the section's list of keys, which AWS lets a child append to or assign
    const isNew = !known && setsAValue(child);
    if (isNew && !limits.allowed.includes("@@append") && !limits.allowed.includes("@@assign")) {
      step.report(
        origin,
        `got ${member.key} in a section to which ${limiter(step, limits)} lets no child policy add`,
        "remove it, or allow @@append there",
        "AWS ignores it",
      );
      continue;
    }
    const below = limits.members.get(key) ?? noLimits;
    const merged = mergeMember(step, known, child, below, [...path, key], origin);
    if (merged) members.set(key, merged);
    else members.delete(key);
  }
  return { ...inherited, members };
}

function mergeMember(
  step: MergeStep,
  known: EffectiveNode | undefined,
  node: JsonObject,
  limits: ChildLimits,
  path: readonly string[],
  origin: Origin,
): EffectiveNode | undefined {
  const isSetting = node.members.some(({ key }) => isValueOperator(key));
  if (isSetting) {
    if (known?.kind !== "object") return mergeSetting(step, known, node, limits, origin.pointer);
    step.report(origin, `got a value where ${step.names[known.origin.policy]} has a section`, "use the section's keys");
    return known;
  }
  if (known && known.kind !== "object") {
    // a node with nothing but a child control operator is a section and a setting alike
    if (!setsAValue(node)) return mergeSetting(step, known, node, limits, origin.pointer);
    step.report(origin, `got a section where ${step.names[known.origin.policy]} has a value`, "use @@assign");
    return known;
  }
  const before = known ?? { kind: "object", origin, members: new Map() };
  const section = mergeSection(step, before, node, limits, path, origin.pointer);
  return section.members.size > 0 ? section : undefined;
}

/** Whether a section sets anything, however deep. */
const setsAValue = (node: JsonObject): boolean =>
  node.members.some(({ key, value }) => isValueOperator(key) || (value.kind === "object" && setsAValue(value)));

function strayText({ key, value }: JsonMember): readonly [got: string, use: string] {
  if (key.startsWith("@@")) return [`got ${key} in a section`, `use a name, with ${childControl} beside it at most`];
  return value.kind === "array"
    ? ["got a list without an operator", 'use {"@@assign":[…]}']
    : ["got a value without an operator", 'use {"@@assign":…}'];
}
