import type { Fact, Facts, StackFacts } from "../../../estate/estate-facts.ts";
import type { JsonObject } from "../../stack/json-object.ts";

/**
 * What a kind of stack holds, with holes for what config decides.
 *
 * `<<fact>>` in a text is the fact of that name ({@link StackFacts}). In a list, a text with a hole for a list stands once
 * for each value; where a hole is all of the text, a number stays a number, and statements stay statements.
 * `{ "$if": "fact", "$then": … }` is there only if the fact is so or the list holds something, and with `!fact` only if not.
 * `each` of a resource names a loop: there is one for each of its items, whose facts come on top of the stack's.
 */
export interface StackTemplate {
  /** Default tags of every provider: some of them decide what a role may touch. */
  readonly tags: JsonObject;
  readonly resources: readonly ResourceTemplate[];
}

export interface ResourceTemplate {
  readonly type: string;
  readonly name: string;
  readonly each?: string;
  readonly if?: string;
  /** A policy document stands here as JSON, not as text. */
  readonly arguments: JsonObject;
}

/** A stack as config asks for it: judged arguments by name, by address. */
export interface ExpectedStack {
  readonly tags: JsonObject;
  readonly resources: ReadonlyMap<string, JsonObject>;
}

export function fillStack({ tags, resources }: StackTemplate, { facts, loops }: StackFacts): ExpectedStack {
  const filled = new Map<string, JsonObject>();
  for (const { type, name, each, if: condition, arguments: written } of resources) {
    for (const item of each === undefined ? [none] : (loops.get(each) ?? missing(each))) {
      const all: Facts = item.size > 0 ? new Map([...facts, ...item]) : facts;
      if (condition !== undefined && !holds(condition, all)) continue;
      filled.set(`${type}.${fillText(name, all)}`, fill(written, all) as JsonObject);
    }
  }
  return { tags: fill(tags, facts) as JsonObject, resources: filled };
}

const none: Facts = new Map();

function missing(loop: string): never {
  throw new Error(`the expectation repeats a resource for each of ${loop}, which there are none of`);
}

/** @returns the value with every hole filled; `undefined`: it is not there. */
export function fill(template: unknown, facts: Facts): unknown {
  if (typeof template === "string") return whole(template, facts) ?? fillText(template, facts);
  if (Array.isArray(template)) return template.flatMap((item) => fillItem(item, facts));
  if (typeof template !== "object" || template === null) return template;
  const { $if: condition, $then: then } = template as JsonObject;
  if (typeof condition === "string") return holds(condition, facts) ? fill(then, facts) : undefined;
  return Object.fromEntries(
    Object.entries(template)
      .map(([key, part]) => [key, fill(part, facts)] as const)
      .filter(([, part]) => part !== undefined),
  );
}

/** One item of a list, which may come to none or to several. */
function fillItem(item: unknown, facts: Facts): readonly unknown[] {
  if (typeof item !== "string") {
    const filled = fill(item, facts);
    // what is there only under a condition may itself be one for each of a list
    if (Array.isArray(filled)) return filled;
    return filled === undefined ? [] : [filled];
  }
  const list = partsOf(item).find((part) => typeof part !== "string" && Array.isArray(factOf(part.hole, facts)));
  if (list === undefined || typeof list === "string") return [fill(item, facts)];
  return (factOf(list.hole, facts) as readonly unknown[]).map((value) =>
    typeof value === "string" ? fillText(item, facts, { hole: list.hole, value }) : value,
  );
}

function whole(text: string, facts: Facts): Fact | undefined {
  const [part, ...more] = partsOf(text);
  if (part === undefined || typeof part === "string" || more.length > 0) return undefined;
  const fact = factOf(part.hole, facts);
  return typeof fact === "number" ? fact : undefined;
}

/** @param one which value of a list stands in its hole */
export const fillText = (text: string, facts: Facts, one?: { readonly hole: string; readonly value: string }): string =>
  partsOf(text)
    .map((part) => {
      if (typeof part === "string") return part;
      const fact = part.hole === one?.hole ? one.value : factOf(part.hole, facts);
      if (typeof fact !== "string" && typeof fact !== "number")
        throw new Error(`the expectation has <<${part.hole}>> within a text, which is no text`);
      return String(fact);
    })
    .join("");

function factOf(name: string, facts: Facts): Fact {
  const fact = facts.get(name);
  if (fact === undefined) throw new Error(`the expectation asks for <<${name}>>, which is no fact`);
  return fact;
}

/** Whether a condition holds: a fact that is so, or a list with something in it; with `!` before it, the contrary. */
export function holds(condition: string, facts: Facts): boolean {
  if (condition.startsWith("!")) return !holds(condition.slice(1), facts);
  const fact = facts.get(condition);
  if (fact === undefined) throw new Error(`the expectation asks for ${condition}, which is no fact`);
  return Array.isArray(fact) ? fact.length > 0 : fact === true;
}

type Part = string | { readonly hole: string };

const read = new Map<string, readonly Part[]>();

/** Thousands of stacks are filled from the same texts: each is taken apart once. */
function partsOf(text: string): readonly Part[] {
  const known = read.get(text);
  if (known) return known;
  const parts = text
    .split(/(<<[\w.]+>>)/)
    .filter((part) => part !== "")
    .map((part): Part => (/^<<[\w.]+>>$/.test(part) ? { hole: part.slice(2, -2) } : part));
  read.set(text, parts);
  return parts;
}
