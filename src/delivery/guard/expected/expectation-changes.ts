import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../../diagnostics/place.ts";
import { textLine } from "../../../diagnostics/render/text.ts";
import { linesAndMore } from "../../../words/and-more.ts";
import type { ExpectationChange } from "../../handoff/expectation-changes.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";
import { differences, placeWords } from "./differences.ts";

/** Both sides of a change. */
export interface ComparedExpectation {
  /** The base's data by kind of stack; `null`: it is from before there was any. */
  readonly base: ReadonlyMap<string, unknown> | null;
  readonly head: ReadonlyMap<string, unknown> | null;
  /** What the base's own code finds in the head's stacks; `null`: it could not judge them. */
  readonly problems: readonly Diagnostic<StackResource>[] | null;
}

/**
 * Where a change has a say in what it is itself judged by. The author of a change may change data and judge alike, so
 * that both are held against the base: its data against the head's, and its judge's word on the head's stacks.
 */
export function expectationChanges({ base, head, problems }: ComparedExpectation): readonly ExpectationChange[] {
  if (base === null) return [];
  const kinds = [
    ...new Set([...base.keys(), ...(head?.keys() ?? []), ...(problems ?? []).map(({ place }) => kindOf(place.stack))]),
  ].sort();
  const unjudged = { got: "the base's code cannot judge the stacks of this change", use: "keep to what it can read" };
  return [
    ...(problems === null ? [{ kind: "base", ...unjudged }] : []),
    ...kinds.flatMap((kind) => {
      const changed = changedLines(base.get(kind), head?.get(kind));
      const refused = (problems ?? []).filter(({ place }) => kindOf(place.stack) === kind);
      const parts = [
        ...(changed.length > 0 ? [`another expectation of ${kind} stacks: ${some(changed)}`] : []),
        ...(refused.length > 0 ? [`the base's code refuses ${some(refused.map(textLine))}`] : []),
      ];
      return parts.length === 0 ? [] : [{ kind, got: parts.join("; and "), use: "keep to what the base expects" }];
    }),
  ];
}

/** The kind of a stack by its id, of which there may be one or many. */
function kindOf(stack: string): string {
  const [, kind] = /^(app|central|policies)-/.exec(stack) ?? [];
  return kind ?? stack;
}

function changedLines(base: unknown, head: unknown): readonly string[] {
  if (base === undefined && head === undefined) return [];
  return differences(byAddress(base), byAddress(head)).map(({ at, got, use }) => {
    const [first, address, part, ...rest] = at;
    const isResource = first === "resources" && address !== undefined;
    const place = isResource ? [address, ...(part === undefined || part === "arguments" ? [] : [part]), ...rest] : at;
    return [placeWords(place), [got, use].filter(Boolean).join("; ")].filter(Boolean).join(": ");
  });
}

const mostShown = 5;

/** The first few, of which each may have commas of its own. */
const some = (lines: readonly string[]) => linesAndMore(lines, mostShown).join("; ");

/** A template whose resources are found by their names, so that one more changes no other. */
function byAddress(template: unknown): unknown {
  if (!isObject(template) || !Array.isArray(template["resources"])) return template;
  const resources = template["resources"] as readonly JsonObject[];
  return {
    ...template,
    resources: Object.fromEntries(resources.map((one) => [`${one["type"]}.${one["name"]}`, one])),
  };
}
