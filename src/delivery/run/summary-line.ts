import { counted } from "../../words/counted.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { takeoverText } from "../resources/deed.ts";

/** What became of the plan of one stack, for the log. */
export function summaryLine({ stack, outcome, changes, violations, error, recovery }: StackSummary): string {
  const notes = (recovery?.notes ?? []).map((note) => `\n  ${note}`).join("");
  switch (outcome) {
    case "unchanged":
      return `${stack}: no change${notes}`;
    case "changed": {
      const guarded = violations.length > 0 ? `, ${violations.length} for the guard` : "";
      const takeovers = changes.filter(({ takenOver }) => takenOver !== undefined).length;
      const taken = takeovers > 0 ? `, ${takeoverText(takeovers)}` : "";
      return `${stack}: ${counted(changes.length, "resource")} to change${taken}${guarded}${notes}`;
    }
    case "not-ready":
      return `${stack}: not ready: ${error}`;
    case "failed":
      return `${stack}: failed\n${error.replace(/^(?=.)/gm, "  ")}`;
  }
}
