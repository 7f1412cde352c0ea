import { isDeepStrictEqual } from "node:util";
import { judgedArguments } from "../../../../../src/delivery/guard/expected/judged-arguments.ts";
import {
  fill,
  fillText,
  holds,
  type ResourceTemplate,
  type StackTemplate,
} from "../../../../../src/delivery/guard/expected/template.ts";
import { isObject, type JsonObject } from "../../../../../src/delivery/stack/json-object.ts";
import { parseJson } from "../../../../../src/delivery/stack/parse-json.ts";
import type { Facts, StackFacts } from "../../../../../src/estate/estate-facts.ts";
import { candidates } from "./candidates.ts";

/** A synthesized stack with what it was made from. */
export interface Sample {
  readonly json: JsonObject;
  readonly stack: StackFacts;
}

/** A value with the facts that it was made from. */
interface Seen {
  readonly facts: Facts;
  /** `undefined`: it is not there. */
  readonly value: unknown;
}

/**
 * The template that comes to each of the samples when it is filled with their facts. Nothing in it is guessed: a hole or a
 * condition that does not hold in every sample is none.
 *
 * @throws naming the place, where no hole and no condition is true of all samples, or two conditions are
 */
export function deriveTemplate(samples: readonly Sample[]): StackTemplate {
  const tags = samples.map(({ json, stack }) => ({ facts: stack.facts, value: tagsOf(json) }));
  return { tags: derive(tags, "tags") as JsonObject, resources: deriveResources(samples) };
}

function tagsOf({ provider }: JsonObject): unknown {
  const [first] = (provider as { readonly aws: readonly JsonObject[] }).aws;
  return (first?.["default_tags"] as readonly JsonObject[] | undefined)?.[0]?.["tags"];
}

const namedOf = ({ json: { resource } }: Sample, type: string): JsonObject =>
  (isObject(resource) && isObject(resource[type]) ? resource[type] : {}) as JsonObject;

function deriveResources(samples: readonly Sample[]): readonly ResourceTemplate[] {
  const types = [
    ...new Set(samples.flatMap(({ json: { resource } }) => Object.keys(isObject(resource) ? resource : {}))),
  ];
  return types.sort().flatMap((type) => deriveType(samples, type));
}

function deriveType(samples: readonly Sample[], type: string): readonly ResourceTemplate[] {
  const left = samples.map((sample) => new Set(Object.keys(namedOf(sample, type))));
  const found: ResourceTemplate[] = [];
  for (const [index, names] of left.entries()) {
    while (names.size > 0) {
      const [name = ""] = names;
      const [template] = namesOf(samples, index, type, name);
      if (!template) throw new Error(`${type}.${name}: no loop and no condition is true of it in every sample`);
      found.push(template);
      for (const [other, { stack }] of samples.entries()) {
        for (const facts of itemsOf(stack, template.each)) left[other]?.delete(fillText(template.name, facts));
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A resource's facts in each loop that there is, and in none. */
const itemsOf = ({ facts, loops }: StackFacts, each: string | undefined): readonly Facts[] =>
  each === undefined ? [facts] : (loops.get(each) ?? []).map((item) => new Map([...facts, ...item]));

/** Every way in which a resource of this name stands for one in all samples. */
function* namesOf(samples: readonly Sample[], index: number, type: string, name: string): Generator<ResourceTemplate> {
  const stack = samples[index]?.stack as StackFacts;
  for (const each of [...stack.loops.keys(), undefined]) {
    const own = each === undefined ? [] : (stack.loops.get(each) ?? []);
    const items =
      each === undefined
        ? [stack.facts]
        : own.filter((item) => isNamed(item, name)).map((item) => new Map([...stack.facts, ...item]));
    const keys = new Set(own.flatMap((item) => [...item.keys()]));
    for (const facts of items) {
      for (const candidate of candidates(name, facts)) {
        if (each !== undefined && ![...keys].some((key) => candidate.includes(`<<${key}>>`))) continue;
        const seen = samples.flatMap((sample) =>
          itemsOf(sample.stack, each).map((own) => ({
            facts: own,
            value: namedOf(sample, type)[textOf(candidate, own)],
          })),
        );
        const condition = conditionOf(seen);
        if (condition === undefined) continue;
        const place = `${type}.${candidate}`;
        const bodies = seen.filter(({ value }) => value !== undefined);
        yield {
          type,
          name: candidate,
          ...(each === undefined ? {} : { each }),
          ...(condition === always ? {} : { if: condition }),
          arguments: derive(
            bodies.map(({ facts: own, value }) => ({ facts: own, value: judgedArguments(type, value as JsonObject) })),
            place,
          ) as JsonObject,
        };
      }
    }
  }
}

/** Whether something of a loop's item stands in a name. */
const isNamed = (item: Facts, name: string) =>
  [...item.values()].some((value) => typeof value === "string" && value !== "" && name.includes(value));

function textOf(candidate: string, facts: Facts): string {
  try {
    return fillText(candidate, facts);
  } catch {
    // the fact is none of this sample's, or a list
    return "";
  }
}

const always = "always";

/** When a value is there: always, under which condition; `undefined`: no condition says so. @throws if several do */
function conditionOf(seen: readonly Seen[]): string | undefined {
  if (seen.length === 0) return undefined;
  if (seen.every(({ value }) => value !== undefined)) return always;
  if (seen.every(({ value }) => value === undefined)) return undefined;
  const names = [...(seen[0]?.facts ?? [])]
    .filter(([, fact]) => typeof fact === "boolean" || Array.isArray(fact))
    .map(([name]) => name);
  const right = ["", "!"].flatMap((sign) =>
    names
      .map((name) => `${sign}${name}`)
      .filter((condition) => seen.every(({ facts, value }) => holds(condition, facts) === (value !== undefined))),
  );
  if (right.length > 1)
    throw new Error(`${right.join(" and ")} are so in the same samples; make a sample that tells them apart`);
  return right[0];
}

/** The template that all these values come from. */
function derive(seen: readonly Seen[], place: string): unknown {
  const values = seen.map(({ value }) => (typeof value === "string" ? documentIn(value) : value));
  const read = seen.map(({ facts }, index) => ({ facts, value: values[index] }));
  if (values.every(isObject)) return deriveObject(read, place);
  if (values.some(Array.isArray)) return deriveList(read, place);
  return deriveScalar(read, place);
}

/** Policy documents and templates stand in the data as JSON. */
function documentIn(text: string): unknown {
  const read = parseJson(text);
  return isObject(read) ? read : text;
}

function deriveScalar(seen: readonly Seen[], place: string): unknown {
  const [first] = seen;
  if (seen.every(({ value }) => isDeepStrictEqual(value, first?.value))) return first?.value;
  const text = String(first?.value);
  for (const candidate of candidates(text, first?.facts ?? new Map())) {
    if (seen.every(({ facts, value }) => textOf(candidate, facts) === String(value))) return candidate;
  }
  throw new Error(
    `${place}: ${[...new Set(seen.map(({ value }) => JSON.stringify(value)))].slice(0, 5).join(" or ")}, and no fact says which`,
  );
}

function deriveObject(seen: readonly Seen[], place: string): unknown {
  const keys = [...new Set(seen.flatMap(({ value }) => Object.keys(value as JsonObject)))];
  return Object.fromEntries(
    keys.map((key) => {
      const members = seen.map(({ facts, value }) => ({ facts, value: (value as JsonObject)[key] }));
      return [key, underCondition(members, `${place}, ${key}`)];
    }),
  );
}

function underCondition(seen: readonly Seen[], place: string): unknown {
  const condition = conditionOf(seen);
  if (condition === undefined) throw new Error(`${place}: it is there in some samples, and no fact says in which`);
  const there = derive(
    seen.filter(({ value }) => value !== undefined),
    place,
  );
  return condition === always ? there : { $if: condition, $then: there };
}

function deriveList(seen: readonly Seen[], place: string): unknown {
  const lists = seen.map(({ facts, value }) => ({
    facts,
    list: Array.isArray(value) ? (value as readonly unknown[]) : [value],
  }));
  const spread = spreadOf(lists);
  const rest = lists.map(({ facts, list }) => ({ facts, list: list.filter((item) => !isFact(item, facts)) }));
  const items = rest.flatMap(({ list }) => list);
  if (items.every((item) => typeof item === "string")) return deriveTexts(lists as readonly SeenTexts[], place);
  const keyed = items.every(isObject)
    ? ["Sid", "id", "PolicyName"].find((key) => items.every((item) => typeof (item as JsonObject)[key] === "string"))
    : undefined;
  if (keyed === undefined) {
    const length = Math.max(...rest.map(({ list }) => list.length));
    return Array.from({ length }, (_, index) =>
      underCondition(
        rest.map(({ facts, list }) => ({ facts, value: list[index] })),
        `${place}[${index}]`,
      ),
    );
  }
  const keys = [...new Set(items.map((item) => String((item as JsonObject)[keyed])))];
  const templates = keys.map((key) => {
    const of = rest.map(({ facts, list }) => ({
      facts,
      value: list.find((item) => (item as JsonObject)[keyed] === key),
    }));
    return underCondition(of, `${place}, ${key}`);
  });
  return [...templates, ...spread];
}

interface SeenList {
  readonly facts: Facts;
  readonly list: readonly unknown[];
}

/** Statements that config holds as they are. */
const isFact = (item: unknown, facts: Facts) =>
  isObject(item) &&
  [...facts.values()].some((fact) => Array.isArray(fact) && fact.some((one) => isDeepStrictEqual(one, item)));

const spreadOf = (seen: readonly SeenList[]): readonly string[] => [
  ...new Set(
    seen.flatMap(({ facts, list }) =>
      [...facts].flatMap(([name, fact]) =>
        Array.isArray(fact) && fact.some((one) => isObject(one) && list.some((item) => isDeepStrictEqual(one, item)))
          ? [`<<${name}>>`]
          : [],
      ),
    ),
  ),
];

interface SeenTexts {
  readonly facts: Facts;
  readonly list: readonly string[];
}

/** Texts of which each is there always or under a condition, or stands once for each of a list. */
function deriveTexts(seen: readonly SeenTexts[], place: string): unknown {
  const left = seen.map(({ list }) => new Set(list));
  const templates: unknown[] = [];
  for (const [index, texts] of left.entries()) {
    while (texts.size > 0) {
      const [text = ""] = texts;
      const template = textTemplate(seen, text, seen[index]?.facts ?? new Map(), place);
      templates.push(template);
      for (const [other, { facts }] of seen.entries())
        for (const filled of fill([template], facts) as string[]) left[other]?.delete(filled);
      if (texts.has(text)) throw new Error(`${place}: ${text} is not what ${JSON.stringify(template)} comes to`);
    }
  }
  return templates;
}

function textTemplate(seen: readonly SeenTexts[], text: string, own: Facts, place: string): unknown {
  let conditional: unknown;
  for (const candidate of candidates(text, own)) {
    const filled = seen.map(({ facts, list }) => {
      const texts = listFrom(candidate, facts);
      // an empty list says nothing of whether it belongs here
      const isThere = texts?.every((one) => list.includes(one));
      return { facts, says: texts === undefined || texts.length > 0, value: isThere ? texts : undefined };
    });
    const telling = filled.filter(({ says }) => says);
    const condition = conditionOf(telling);
    if (condition === always) return candidate;
    if (condition !== undefined) conditional ??= { $if: condition, $then: candidate };
  }
  if (conditional === undefined)
    throw new Error(`${place}: ${text} is there in some samples, and no fact says in which`);
  return conditional;
}

function listFrom(candidate: string, facts: Facts): readonly string[] | undefined {
  try {
    return fill([candidate], facts) as readonly string[];
  } catch {
    return undefined;
  }
}
