import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { covers } from "../../words/pattern.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";

/** An entry of `config/allowances.yaml` that has not expired. */
export interface Allowance {
  /** A stack, or the beginning of the names of several with `*` at the end. */
  readonly stack: string;
  readonly address: string;
  /** Id of the guard's rule. */
  readonly action: string;
  readonly reason: string;
  /** Last day it holds, as YYYY-MM-DD. */
  readonly expires: string;
}

/** Something that a plan would destroy or weaken, and why it may for a while. */
export interface AllowedViolation extends Diagnostic<StackResource> {
  readonly allowance: Pick<Allowance, "reason" | "expires">;
}

export interface Decision {
  /** Violations that no allowance lets pass: they stop their stacks. */
  readonly standing: readonly Diagnostic<StackResource>[];
  /** Each with the allowance that lets it pass. */
  readonly allowed: readonly AllowedViolation[];
  /** Stacks that could not be planned, or left no summary: they are not judged. */
  readonly notJudged: readonly string[];
  /** Places, in the list of allowances, of those that match nothing. */
  readonly unused: readonly number[];
}

/**
 * Holds what was found against what is allowed.
 *
 * @param expected stacks that must have been planned
 * @param more violations of no single plan: of the fleet, of stacks that are gone
 */
export function decide(
  expected: readonly string[],
  summaries: readonly StackSummary[],
  more: readonly Diagnostic<StackResource>[],
  allowances: readonly Allowance[],
): Decision {
  const used = new Set<number>();
  const standing: Diagnostic<StackResource>[] = [];
  const allowed: AllowedViolation[] = [];
  for (const violation of [...summaries.flatMap(({ violations }) => violations), ...more]) {
    const index = allowances.findIndex((allowance) => allows(allowance, violation));
    const allowance = allowances[index];
    if (allowance) {
      used.add(index);
      const { reason, expires } = allowance;
      allowed.push({ ...violation, allowance: { reason, expires } });
    } else standing.push(violation);
  }
  const planned = new Set(summaries.map(({ stack }) => stack));
  const failed = summaries.filter(({ outcome }) => outcome === "failed").map(({ stack }) => stack);
  return {
    standing,
    allowed,
    notJudged: [...failed, ...expected.filter((stack) => !planned.has(stack))].sort(),
    unused: [...allowances.keys()].filter((index) => !used.has(index)),
  };
}

const allows = ({ stack, address, action }: Allowance, { rule, place }: Diagnostic<StackResource>) =>
  covers(stack, place.stack) && address === place.address && action === rule;
