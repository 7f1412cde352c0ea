import { expectedStacks } from "../affected/expected-stacks.ts";
import { removedProblems } from "../affected/removed-problems.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { type Allowance, type Decision, decide } from "./decide.ts";
import type { ExpectationChange } from "./expected/expectation-changes.ts";
import { guardExpectation } from "./expected/guard-expectation.ts";
import { type FleetLimit, guardFleet } from "./guard-fleet.ts";

/** Everything that the guard has to say of a change: one answer, for the report and for the gate. */
export const decideAll = (
  affected: AffectedStacks,
  summaries: readonly StackSummary[],
  allowances: readonly Allowance[],
  limit: FleetLimit,
  expectation: readonly ExpectationChange[] = [],
): Decision =>
  decide(
    expectedStacks(affected),
    summaries,
    [...guardExpectation(expectation), ...removedProblems(affected), ...guardFleet(summaries, limit)],
    allowances,
  );
