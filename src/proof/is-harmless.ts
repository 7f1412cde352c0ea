import type { Estate, Plan } from "../model.ts";
import { jobsInTheWay } from "./jobs-in-the-way.ts";
import { kindsToProve } from "./kinds-to-prove.ts";
import { promisesToWiden } from "./promises-to-widen.ts";

/** Whether a plan that is changed as somebody is advised keeps its promises, and puts no more jobs in each other's way. */
export const isHarmless = (estate: Estate, plan: Plan, changed: Plan): boolean =>
  promisesToWiden(changed, kindsToProve(estate, changed))?.length === 0 &&
  holdsOf(estate, changed) <= holdsOf(estate, plan);

/** How often jobs of a plan hold each other up. */
export function holdsOf(estate: Estate, plan: Plan): number {
  const { withinPlans, turns } = jobsInTheWay({ ...estate, plans: [plan] });
  return withinPlans.length + turns.length;
}
