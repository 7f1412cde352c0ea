import { expectedStacks } from "../affected/expected-stacks.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import type { ExpectationChange } from "../handoff/expectation-changes.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { type Allowance, type Decision, decide } from "./decide.ts";
import { judgeByGuard } from "./guard-rule.ts";
import { expectationChanged } from "./rules/expectation-changed.ts";
import { type FleetLimit, fleetDeletes } from "./rules/fleet-deletes.ts";
import { stackRemoved } from "./rules/stack-removed.ts";

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
    [
      ...judgeByGuard(expectationChanged, expectation),
      ...judgeByGuard(stackRemoved, affected),
      ...judgeByGuard(fleetDeletes, summaries, limit),
    ],
    allowances,
  );
