import { expectedStacks } from "../affected/expected-stacks.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import type { ExpectationChange } from "../handoff/expectation-changes.ts";
import { type Reviewed, shownBy } from "../handoff/reviewed.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { type Allowance, type Decision, decide } from "./decide.ts";
import { judgeByGuard } from "./guard-rule.ts";
import { expectationChanged } from "./rules/expectation-changed.ts";
import { type FleetLimit, fleetDeletes } from "./rules/fleet-deletes.ts";
import { stackRemoved } from "./rules/stack-removed.ts";

/** What the guard looks at beside the plans. */
export interface GuardContext {
  readonly limit: FleetLimit;
  /** @default none: a deploy has no base */
  readonly expectation?: readonly ExpectationChange[];
  /**
   * In a deploy, what pull requests have shown: each was held against the limit of the fleet by itself, so that many in
   * one deploy are not added up.
   *
   * @default nothing
   */
  readonly reviewed?: Reviewed;
}

/** Everything that the guard has to say of a change: one answer, for the report and for the gate. */
export function decideAll(
  affected: AffectedStacks,
  summaries: readonly StackSummary[],
  allowances: readonly Allowance[],
  { limit, expectation = [], reviewed = { commit: "", digests: [] } }: GuardContext,
): Decision {
  const isShown = shownBy(reviewed);
  return decide(
    expectedStacks(affected),
    summaries,
    [
      ...judgeByGuard(expectationChanged, expectation),
      ...judgeByGuard(stackRemoved, affected),
      ...judgeByGuard(
        fleetDeletes,
        summaries.filter((summary) => !isShown(summary)),
        limit,
      ),
    ],
    allowances,
  );
}
