import { isDeepStrictEqual } from "node:util";

/** Terraform JSON of every stack, by id of the stack. */
export type Stacks = Readonly<Record<string, unknown>>;

/** Who wrote the stacks, in the words that a difference is told in. */
export interface Sides {
  readonly before: string;
  readonly after: string;
}

const version = ["//", "metadata", "version"];

/**
 * Where two syntheses of one config differ, one line each, such as `shared: resource.aws_sns_topic.alerts.name: "a" under
 * cdktf, "b" under cdktn`. The version in the metadata is left out, which is there to differ; so is the order of keys,
 * which Terraform does not read.
 */
export function differences(before: Stacks, after: Stacks, sides: Sides): readonly string[] {
  return [...walk([], before, after)].map(({ path: [stack, ...path], before, after }) => {
    const place = [stack, path.join(".")].filter((part) => part !== "").join(": ");
    return `${place}: ${short(before)} under ${sides.before}, ${short(after)} under ${sides.after}`;
  });
}

/** The versions in the metadata of the stacks: one, when one CDKTF wrote them all. */
export function versionsIn(stacks: Stacks): readonly string[] {
  return [...new Set(Object.values(stacks).map((stack) => String(version.reduce(child, stack))))];
}

interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

function* walk(path: readonly string[], before: unknown, after: unknown): Generator<Difference> {
  if (isDeepStrictEqual(path.slice(1), version)) return;

  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    if (!isDeepStrictEqual(before, after)) yield { path, before, after };
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    yield* walk([...path, key], child(before, key), child(after, key));
  }
}

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

// own keys only: a tag may be called "constructor"
const child = (value: unknown, key: string): unknown =>
  isBranch(value) && Object.hasOwn(value, key) ? (value as Stacks)[key] : undefined;

function short(value: unknown) {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}
