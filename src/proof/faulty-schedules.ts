import { type ScheduleFault, scheduleFaults } from "../aws/schedule-faults.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import type { Estate } from "../model.ts";
import { firstYear } from "./first-year.ts";

/** Schedules of the estate that have one kind of fault, at their keys. */
export const faultySchedules = (estate: Estate, kind: ScheduleFault["rule"]): readonly Complaint[] =>
  estate.plans.flatMap((plan) =>
    plan.rules.flatMap(({ name, schedule }) =>
      scheduleFaults(schedule, firstYear)
        .filter(({ rule }) => rule === kind)
        .map(({ got, why, use }) => ({ at: inPlan(plan.name, "rules", name, "schedule"), got, why, use })),
    ),
  );
