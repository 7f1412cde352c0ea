/**
 * The AWS SDK's own model of a service, as its client exports it: what operations there are, where they are found and
 * what goes in and out of them.
 */
export type Schema = number | string | readonly unknown[] | (() => Schema);

type Traits = number | Readonly<Record<string, unknown>>;

interface Member {
  readonly name: string;
  readonly schema: Schema;
  readonly traits: Traits;
  readonly isRequired: boolean;
}

export interface Operation {
  readonly name: string;
  /** Method, path template and status; of a service whose operations all go one way: none. */
  readonly http: { readonly method: string; readonly path: string; readonly status: number } | null;
  readonly input: Schema;
  readonly output: Schema;
}

/** Every operation of a service. @param client all that the package of its client exports */
export function operationsOf(client: object): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [key, schema] of Object.entries(client)) {
    if (!key.endsWith("$") || !Array.isArray(schema) || schema[0] !== kinds.operation) continue;
    const [, , name, traits, input, output] = schema as [number, string, string, Traits, Schema, Schema];
    const http = typeof traits === "object" ? (traits["http"] as [string, string, number] | undefined) : undefined;
    operations.set(name, {
      name,
      http: http ? { method: http[0], path: http[1].split("?")[0] ?? "", status: http[2] } : null,
      input,
      output,
    });
  }
  return operations;
}

// @smithy/types/dist-types/schema/static-schemas.d.ts and sentinels.d.ts
const kinds = { simple: 0, list: 1, map: 2, structure: 3, operation: 9 };
const simple = { string: 0, number: 1, boolean: 2, timestamps: [4, 5, 6, 7], document: 15, blobs: [21, 42] };
const listOf = 64;
const mapOf = 128;
const traitBits = { httpLabel: 1, httpPayload: 16 };

/** Members of a structure; `null`: the schema is none. */
export function membersOf(given: Schema): readonly Member[] | null {
  const schema = resolved(given);
  if (!Array.isArray(schema) || Math.abs(schema[0] as number) !== kinds.structure) return null;
  const [, , , , names, schemas, required = 0] = schema as [
    number,
    string,
    string,
    Traits,
    readonly string[],
    readonly Schema[],
    number?,
  ];
  return names.map((name, index) => {
    const member = schemas[index] ?? 0;
    const [of, traits] = Array.isArray(member) && member.length === 2 ? (member as [Schema, Traits]) : [member, 0];
    return { name, schema: of, traits, isRequired: index < required };
  });
}

/** Whether a member stands in the path of the request. */
export const isLabel = ({ traits }: Member): boolean =>
  typeof traits === "number" ? (traits & traitBits.httpLabel) !== 0 : traits["httpLabel"] !== undefined;

/** Name in the query string of a member that stands there. */
export const queryNameOf = ({ traits }: Member): string | null =>
  typeof traits === "object" && typeof traits["httpQuery"] === "string" ? traits["httpQuery"] : null;

/** A text of the path or query string, as a member's type has it. */
export function fromText(schema: Schema, text: string): unknown {
  const of = resolved(schema);
  if (of === simple.number) return Number(text);
  if (of === simple.boolean) return text === "true";
  if (simple.timestamps.includes(of as number)) return new Date(/^[\d.]+$/.test(text) ? Number(text) * 1000 : text);
  return text;
}

/** What a client sent, with dates for timestamps. Members that AWS does not know are left out, as AWS does. */
export function fromJson(given: Schema, value: unknown, place: string): unknown {
  const schema = resolved(given);
  if (value === null || value === undefined) return undefined;
  const parts = partsOf(schema);
  if (parts?.kind === "list") {
    if (!Array.isArray(value)) throw new WireMismatch(place, "a list", value);
    return value.map((one, index) => fromJson(parts.of, one, `${place}[${index}]`));
  }
  if (parts?.kind === "map") {
    return Object.fromEntries(entries(value, place).map(([key, one]) => [key, fromJson(parts.of, one, place)]));
  }
  const members = membersOf(schema);
  if (members) {
    const sent = Object.fromEntries(entries(value, place));
    return Object.fromEntries(
      members.flatMap(({ name, schema: of }) => {
        const member = fromJson(of, sent[name], `${place}.${name}`);
        return member === undefined ? [] : [[name, member]];
      }),
    );
  }
  if (simple.timestamps.includes(schema as number))
    return new Date(typeof value === "number" ? value * 1000 : `${value}`);
  return checked(schema, value, place);
}

/**
 * What a client receives.
 *
 * @throws WireMismatch for a member that AWS does not send, one of another type, or a required one that is not there
 */
export function toJson(given: Schema, value: unknown, place: string): unknown {
  const schema = resolved(given);
  const parts = partsOf(schema);
  if (parts?.kind === "list") {
    if (!Array.isArray(value)) throw new WireMismatch(place, "a list", value);
    return value.map((one, index) => toJson(parts.of, one, `${place}[${index}]`));
  }
  if (parts?.kind === "map") {
    return Object.fromEntries(
      entries(value, place).map(([key, one]) => [key, toJson(parts.of, one, `${place}.${key}`)]),
    );
  }
  const members = membersOf(schema);
  if (members) {
    const given = new Map(entries(value, place).filter(([, member]) => member !== undefined));
    const missing = members.find(({ name, isRequired }) => isRequired && !given.has(name));
    if (missing) throw new WireMismatch(`${place}.${missing.name}`, "a value", undefined);
    return Object.fromEntries(
      [...given].map(([name, member]) => {
        const known = members.find((one) => one.name === name);
        if (!known) throw new WireMismatch(`${place}.${name}`, `nothing but ${members.map((one) => one.name)}`, member);
        return [name, toJson(known.schema, member, `${place}.${name}`)];
      }),
    );
  }
  if (simple.timestamps.includes(schema as number)) {
    if (!(value instanceof Date)) throw new WireMismatch(place, "a date", value);
    return value.getTime() / 1000;
  }
  return checked(schema, value, place);
}

/** Something on the wire that the SDK's model does not know so. */
export class WireMismatch extends Error {
  constructor(place: string, expected: string, got: unknown) {
    super(`${place}: got ${JSON.stringify(got)}; use ${expected}`);
    this.name = "WireMismatch";
  }
}

function checked(schema: Schema, value: unknown, place: string): unknown {
  const expected =
    schema === simple.number ? "number" : schema === simple.boolean ? "boolean" : schema === 0 ? "string" : null;
  if (expected !== null && typeof value !== expected) throw new WireMismatch(place, `a ${expected}`, value);
  return value;
}

function partsOf(schema: Schema): { readonly kind: "list" | "map"; readonly of: Schema } | null {
  if (typeof schema === "number") {
    if ((schema & mapOf) !== 0) return { kind: "map", of: schema & ~mapOf };
    return (schema & listOf) === 0 ? null : { kind: "list", of: schema & ~listOf };
  }
  if (!Array.isArray(schema)) return null;
  if (schema[0] === kinds.list) return { kind: "list", of: withoutTraits(schema[4] as Schema) };
  return schema[0] === kinds.map ? { kind: "map", of: withoutTraits(schema[5] as Schema) } : null;
}

function resolved(schema: Schema): Schema {
  if (typeof schema === "function") return resolved(schema());
  // a name for a simple type
  if (Array.isArray(schema) && schema[0] === kinds.simple) return resolved(schema[4] as Schema);
  return schema;
}

const withoutTraits = (schema: Schema): Schema =>
  Array.isArray(schema) && schema.length === 2 ? (schema[0] as Schema) : schema;

function entries(value: unknown, place: string): readonly [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WireMismatch(place, "an object", value);
  }
  return Object.entries(value);
}
