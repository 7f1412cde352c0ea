import type { Clauses, Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../../diagnostics/place.ts";
import { isObject } from "../../stack/json-object.ts";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import { synthRules } from "./rules/index.ts";
import { synthBlock } from "./rules/synth-block.ts";
import { synthStack } from "./rules/synth-stack.ts";
import { synthUnexpected } from "./rules/synth-unexpected.ts";
import { show } from "./shown.ts";
import type { SynthExpectation } from "./synth-expectation.ts";
import type { JudgedStack, SynthRule } from "./synth-rule.ts";

/**
 * What a synthesized stack holds that it must not, or lacks: judged before any credential is near it, because a plan runs
 * what it is told to.
 */
export function verifySynth(
  stack: string,
  json: unknown,
  { state, stacks, facts }: SynthExpectation,
): readonly Diagnostic<StackResource>[] {
  const [own, ownFacts] = [stacks.get(stack), facts.get(stack)];
  if (!own || !ownFacts) {
    return [ofFolder(stack, "", synthStack, "got a stack that the config has none of", "synthesize again")];
  }
  if (!isObject(json)) return [ofFolder(stack, "", synthBlock, `got ${show(json)}`, "use Terraform JSON")];
  const judged: JudgedStack = { name: stack, json, own, state, facts: ownFacts };
  const found = synthRules.filter(({ id }) => id !== synthUnexpected.id).flatMap((rule) => complaintsOf(rule, judged));
  // of one place one rule speaks
  const isKnown = (path: AttributePath) => found.some(({ at }) => at.every((key, index) => key === path[index]));
  const unexpected = complaintsOf(synthUnexpected, judged).filter(({ at }) => !isKnown(at));
  return [...found, ...unexpected].map(({ at, ...diagnostic }) => ({
    ...diagnostic,
    place: { stack, ...placeOf(at) },
  }));
}

const complaintsOf = ({ id, severity, check }: SynthRule, stack: JudgedStack) =>
  check(stack).map(({ at, got, why = "", use = "" }) => ({ rule: id, severity, at, got, why, use }));

/** The resource that a path of Terraform JSON leads into, and the rest of the path. */
function placeOf(at: AttributePath): Omit<StackResource, "stack"> {
  const [block, type, name, ...path] = at;
  return block === "resource" && name !== undefined ? { address: `${type}.${name}`, path } : { address: "", path: at };
}

/** @param file of the stack's folder; empty: the stack as a whole */
export const ofFolder = (
  stack: string,
  file: string,
  { id, severity }: Pick<SynthRule, "id" | "severity">,
  got: Clauses["got"],
  use: Clauses["use"],
): Diagnostic<StackResource> => ({ rule: id, severity, place: { stack, address: file, path: [] }, got, why: "", use });
