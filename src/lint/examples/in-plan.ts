import type { PolicyOverlay } from "./policy-example.ts";

/** Laid over the plan of the sound policy. */
export const inPlan = (plan: PolicyOverlay): PolicyOverlay => ({ plans: { p: plan } });
