import { type AccountClass, accountClasses, type CentralAccount, type Estate, type Plan } from "../model.ts";
import { accountsReached } from "./reach.ts";

/** Whether some rule of the plan copies to the central account. */
export const copies = (plan: Plan) => plan.rules.some((rule) => rule.copies.kind === "central");

/** The central accounts that a plan copies to, if it copies: those of the accounts that have it, while none has it any. */
export function centralsOf(estate: Estate, plan: Plan): readonly CentralAccount[] {
  const reached = new Set<AccountClass>(accountsReached(estate, plan).map((account) => account.class));
  return accountClasses.filter((cls) => reached.size === 0 || reached.has(cls)).map((cls) => estate.central[cls]);
}
