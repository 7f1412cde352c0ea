import { shiftSchedule } from "../aws/shift-schedule.ts";
import type { AppAccount, Estate, Plan } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { spreadDelays, startDelay } from "./start-delay.ts";

/** By how many minutes a plan's starts come later in an account that it reaches, through its unit or by itself. */
export function startDelayIn(estate: Estate, plan: Plan, account: AppAccount): number {
  const unit = estate.units.find(({ name, plans }) => name === account.unit && plans.includes(plan.name));
  return startDelay(plan, unit?.name ?? account.name);
}

/** Whether cron can say the starts of every rule with every delay of such a spread. */
export const canSpread = ({ rules }: Plan, spreadMinutes: number): boolean =>
  rules.every(({ schedule }) =>
    spreadDelays({ spreadMinutes }).every((delay) => shiftSchedule(schedule, delay) !== null),
  );

/** The plan as it runs where its starts come so many minutes later; the plan itself, where they don't. */
export function delayedPlan(plan: Plan, minutes: number): Plan {
  if (plan.spreadMinutes === 0) return plan;
  const known = delayed(plan);
  const found = known.get(minutes) ?? {
    ...plan,
    spreadMinutes: 0,
    rules: plan.rules.map((rule) => ({ ...rule, schedule: shiftSchedule(rule.schedule, minutes) ?? rule.schedule })),
  };
  known.set(minutes, found);
  return found;
}

const delayed = onceFor((_: Plan) => new Map<number, Plan>());
