import { covers } from "../../words/pattern.ts";
import type { StackSummary, Violation } from "../handoff/stack-summary.ts";

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

export interface StackViolation {
  readonly stack: string;
  readonly violation: Violation;
}

export interface Decision {
  /** Violations that no allowance lets pass: they stop their stacks. */
  readonly standing: readonly StackViolation[];
  /** Each with the allowance that lets it pass. */
  readonly allowed: readonly StackViolation[];
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
  more: readonly StackViolation[],
  allowances: readonly Allowance[],
): Decision {
  const found = [
    ...summaries.flatMap(({ stack, violations }) => violations.map((violation) => ({ stack, violation }))),
    ...more,
  ];
  const used = new Set<number>();
  const judged = found.map(({ stack, violation }): StackViolation => {
    const index = allowances.findIndex((allowance) => allows(allowance, stack, violation));
    const allowance = allowances[index];
    if (!allowance) return { stack, violation: { ...violation, allowance: null } };
    used.add(index);
    const { reason, expires } = allowance;
    return { stack, violation: { ...violation, allowance: { reason, expires } } };
  });
  const planned = new Set(summaries.map(({ stack }) => stack));
  const failed = summaries.filter(({ outcome }) => outcome === "failed").map(({ stack }) => stack);
  return {
    standing: judged.filter(({ violation }) => violation.allowance === null),
    allowed: judged.filter(({ violation }) => violation.allowance !== null),
    notJudged: [...failed, ...expected.filter((stack) => !planned.has(stack))].sort(),
    unused: [...allowances.keys()].filter((index) => !used.has(index)),
  };
}

const allows = ({ stack, address, action }: Allowance, of: string, violation: Violation) =>
  covers(stack, of) && address === violation.address && action === violation.rule;
