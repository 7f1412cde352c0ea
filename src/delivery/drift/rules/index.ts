import { stackDrifted } from "./stack-drifted.ts";
import { stackNotReady } from "./stack-not-ready.ts";
import { stackUnseen } from "./stack-unseen.ts";

/** What each stack is looked at for, in the order of the rolling issue and of `docs/rules.md`. No two find the same. */
export const driftRules = [stackDrifted, stackNotReady, stackUnseen] as const;
