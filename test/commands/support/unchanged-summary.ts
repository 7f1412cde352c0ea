import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { summary } from "../../delivery/handoff/support/samples.ts";

const { recovery: _, strangeKeys: __, ...whole } = summary;

/** The summary of a stack that is as it was applied. */
export const unchangedSummary = (stack: string): StackSummary => ({
  ...whole,
  stack,
  scope: "app-nonprod",
  wave: 2,
  outcome: "unchanged",
  digest: "",
  shape: "",
  changes: [],
  violations: [],
  error: "",
  planFile: null,
});
