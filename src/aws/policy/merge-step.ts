import { type ChildLimits, namedOperators } from "./child-limits.ts";
import type { Origin } from "./effective-policy.ts";
import type { JsonMember, JsonNode, JsonObject } from "./json-node.ts";

/** The merging of one document into what the documents before it gave. */
export interface MergeStep {
  /** Of every document, for messages. */
  readonly names: readonly string[];
  /** Index of the document at work. */
  readonly policy: number;
  /** Whether a part comes from the place to which the document at work is attached, not from further up. */
  readonly isFromHere: (origin: Origin) => boolean;
  /** Says what is left out. */
  readonly report: (at: Origin, got: string, use: string, why?: string) => void;
}

/** Who took operators away, for a message. */
export const limiter = ({ names }: MergeStep, { origin }: ChildLimits) =>
  origin ? `${names[origin.policy]} (${origin.pointer})` : "no policy";

/** Members as `JSON.parse` would have them: of a key that stands twice the last. */
export const membersOf = (node: JsonObject): readonly JsonMember[] => [
  ...new Map(node.members.map((member) => [member.key, member])).values(),
];

/** Says so when a child control operator does not do what it says. */
export function judgeControl(step: MergeStep, value: JsonNode, origin: Origin, limits: ChildLimits): void {
  const named = namedOperators(value);
  if (!named) {
    step.report(
      origin,
      "got no list of operators",
      'use ["@@all"], ["@@none"] or some of "@@assign", "@@append", "@@remove"',
    );
    return;
  }
  const gone = named.filter((operator) => !limits.allowed.includes(operator));
  if (gone.length > 0) {
    step.report(
      origin,
      `got ${gone.join(", ")} allowed again, which ${limiter(step, limits)} took away for good`,
      `use ${limits.allowed.join(", ") || "@@none"}`,
    );
  }
}
