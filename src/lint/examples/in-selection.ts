import { inPlan } from "./in-plan.ts";
import type { PolicyOverlay } from "./policy-example.ts";

/** Laid over the selection of the sound policy. */
export const inSelection = (selection: PolicyOverlay): PolicyOverlay =>
  inPlan({ selections: { resources: { chosen: selection } } });
