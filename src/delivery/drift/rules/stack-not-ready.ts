import { driftRule } from "../drift-rule.ts";
import { saidLines } from "../said-lines.ts";

export const stackNotReady = driftRule({
  id: "stack-not-ready",
  severity: "error",
  what: "the pipeline cannot enter the account of a stack that it has applied",
  why: "Whatever happens to its vaults is seen by nobody, and nothing that is merged reaches it.",
  source: null,
  word: "not-ready",
  title: "No way in any more",
  use: "The pipeline's roles are gone from these accounts: check the StackSet of bootstrap and the account's OU.",
  folded: "what Terraform said of one of them",
  example: {
    bad: { outcome: "not-ready", changes: [], error: "Error: Cannot assume IAM Role" },
    good: { outcome: "unchanged", changes: [], error: "" },
  },
  check: (_, summary) =>
    summary?.outcome === "not-ready"
      ? { words: "the pipeline cannot enter its account any more", lines: saidLines(summary.error) }
      : null,
});
