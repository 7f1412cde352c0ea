import type { Judge } from "../model/access.ts";

/** For tests in which authorization is not the point. */
export const allowAll: Judge = async () => ({ allowed: true, because: "everything is allowed" });

/** Allows all but the named actions. */
export const denying =
  (...actions: readonly string[]): Judge =>
  async ({ action }) =>
    actions.includes(action)
      ? { allowed: false, because: `${action} is denied` }
      : { allowed: true, because: "nothing denies it" };
