import type { Rule } from "../model.ts";
import { StartCursor } from "./start-cursor.ts";
import type { Cycle } from "./start-cycle.ts";

/** A rule and all its starts within a cycle, in order. */
export interface RuleStarts {
  readonly rule: Rule;
  readonly starts: Float64Array;
}

/** Starts of one rule whose windows overlap a window of another rule of the same plan. */
export interface Overlap {
  readonly rule: Rule;
  readonly other: Rule;
  /**
   * AWS keeps the backup of the rule with the longer local retention; with equal ones it does not say which.
   * Source: docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
   */
  readonly kept: "other" | "either";
  /** By start of the rule, in order: 1 where its window overlaps one of the other's. */
  readonly starts: Uint8Array;
  readonly count: number;
  readonly firstMinute: number;
  /** The other's start whose window the first one overlaps. */
  readonly firstOtherMinute: number;
}

/** Every overlap of start windows in a plan in which the rule's own backup may be the one that is not kept. */
export function overlapsOf(rules: readonly RuleStarts[], cycle: Cycle): readonly Overlap[] {
  return rules.flatMap((one) =>
    rules.flatMap((other) => {
      const longer = other.rule.local.deleteAfterDays - one.rule.local.deleteAfterDays;
      if (one === other || longer < 0) return [];
      const overlap = overlapWith(one, other, cycle);
      return overlap ? [{ ...overlap, kept: longer > 0 ? ("other" as const) : ("either" as const) }] : [];
    }),
  );
}

function overlapWith(one: RuleStarts, other: RuleStarts, cycle: Cycle): Omit<Overlap, "kept"> | undefined {
  const starts = new Uint8Array(one.starts.length);
  const [first] = one.starts;
  if (first === undefined || other.starts.length === 0) return undefined;
  const window = one.rule.startWithinMinutes;
  const otherWindow = other.rule.startWithinMinutes;
  // a window of the other reaches beyond a start when it begins less than its length before it
  const cursor = new StartCursor(other.starts, cycle, first - otherWindow + 1);
  let count = 0;
  let firstMinute = 0;
  let firstOtherMinute = 0;
  for (let index = 0; index < starts.length; index++) {
    const start = one.starts[index] ?? first;
    while (cursor.next <= start - otherWindow) cursor.advance();
    if (cursor.next >= start + window) continue;
    starts[index] = 1;
    if (count === 0) [firstMinute, firstOtherMinute] = [start, cursor.next];
    count += 1;
  }
  return count === 0 ? undefined : { rule: one.rule, other: other.rule, starts, count, firstMinute, firstOtherMinute };
}

/** Whether the other rule starts at the very minute of each of the rule's starts that it takes. */
export function startsTogether({ rule, other, starts }: Overlap, rules: readonly RuleStarts[]): boolean {
  const of = (wanted: Rule) => rules.find((each) => each.rule === wanted)?.starts ?? new Float64Array();
  const others = new Set(of(other));
  return of(rule).every((start, index) => starts[index] === 0 || others.has(start));
}
