import type { StackSummary } from "../stack-summary.ts";

/** What became of the plan of one stack, for the log. */
export function summaryLine({ stack, outcome, changes, violations, error }: StackSummary): string {
  switch (outcome) {
    case "unchanged":
      return `${stack}: no change`;
    case "changed": {
      const guarded = violations.length > 0 ? `, ${violations.length} for the guard` : "";
      return `${stack}: ${changes.length} resource${changes.length === 1 ? "" : "s"} to change${guarded}`;
    }
    case "not-ready":
      return `${stack}: not ready: ${error}`;
    case "failed":
      return `${stack}: failed\n${error.replace(/^(?=.)/gm, "  ")}`;
  }
}
