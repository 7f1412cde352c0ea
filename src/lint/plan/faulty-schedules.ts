import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { PlanView } from "../../aws/policy/policy-view.ts";
import { said } from "../../aws/policy/setting.ts";
import { type ScheduleFault, scheduleFaults } from "../../aws/schedule-faults.ts";
import type { Complaint } from "../../diagnostics/complaint.ts";
import { firstYear } from "../../proof/first-year.ts";

/** Schedules of a plan that have a fault of one kind. */
export const faultySchedules = (plan: PlanView, id: ScheduleFault["rule"]): readonly Complaint<Origin>[] =>
  plan.rules.flatMap((rule) => {
    const schedule = said(rule.schedule);
    if (!schedule) return [];
    return scheduleFaults(schedule.value, firstYear)
      .filter((fault) => fault.rule === id)
      .map(({ got, why, use }) => ({ at: schedule.at, got, why, use }));
  });
