import { inPlan } from "./in-plan.ts";
import type { PolicyOverlay } from "./policy-example.ts";

/** Laid over the rule of the sound policy. */
export const inRule = (rule: PolicyOverlay): PolicyOverlay => inPlan({ rules: { daily: rule } });
