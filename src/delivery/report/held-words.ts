import type { HoldReason } from "../handoff/held-stacks.ts";

/** What to do about a stack that is held. */
export function heldWords(held: HoldReason, reportId: string): string {
  switch (held) {
    case "guard":
      return "the guard stops it: change it back, or have an allowance reviewed";
    case "waits":
      return "waits until the stacks of its class are applied, or backups would fail there every night";
    case "differs":
      return `comes to something else than what was reviewed: read the report and run deploy with accept=${reportId}`;
    case "not-reviewed":
      return `no pull request that counts has shown it: read the report and run deploy with accept=${reportId}`;
    case "alone":
      return `nobody but its author has agreed to it: somebody else reads the report and runs deploy with accept=${reportId}`;
  }
}
