import type { Plan } from "../model.ts";

/** Whether some rule of the plan copies to the central account. */
export const copies = (plan: Plan) => plan.rules.some((rule) => rule.copies.kind === "central");
