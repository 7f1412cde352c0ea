import type { WindowKey } from "../model.ts";

/** What a window is where a rule does not write it, as config would write it. AWS's own are 8h to start and 7d to complete. */
export const defaultWindows = {
  startWithin: "1h",
  completeWithin: "7d",
  copyWithin: "8h",
} as const satisfies Record<WindowKey, string>;
