import type { Rule, WindowKey } from "../model.ts";
import { minutesText } from "./units-text.ts";

const minutesOf = {
  startWithin: (rule: Rule) => rule.startWithinMinutes,
  completeWithin: (rule: Rule) => rule.completeWithinMinutes,
  copyWithin: (rule: Rule) => rule.copyWithinMinutes,
} as const satisfies Record<WindowKey, (rule: Rule) => number>;

/** A window of a rule as messages say it, such as `8h` or, where nobody wrote it, `8h (the default)`. */
export const windowText = (rule: Rule, key: WindowKey): string =>
  `${minutesText(minutesOf[key](rule))}${rule.defaultWindows.includes(key) ? " (the default)" : ""}`;
