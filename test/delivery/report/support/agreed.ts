import type { Agreement } from "../../../../src/delivery/handoff/agreement.ts";

/** A repository whose ruleset asks somebody else, in a run that somebody else began. */
export const agreed: Agreement = { environments: [], branch: true, reasons: {}, alone: "" };
