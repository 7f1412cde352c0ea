import { scheduleFaults } from "../aws/schedule-faults.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import type { Estate } from "../model.ts";
import { firstYear } from "../proof/first-year.ts";

/** AWS refuses an expression that it cannot read, and says nothing of one that never starts, or stops. */
export function schedulesStart(estate: Estate): readonly Finding[] {
  return estate.plans.flatMap((plan) =>
    plan.rules.flatMap(({ name, schedule }) =>
      scheduleFaults(schedule, firstYear).map(({ rule, message }) =>
        error(rule, inPlan(plan.name, "rules", name, "schedule"), message),
      ),
    ),
  );
}
