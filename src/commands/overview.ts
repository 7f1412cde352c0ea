import { overviewOf } from "../overview/overview.ts";
import { overviewLines } from "../overview/overview-text.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/** Shows the estate at a glance. @returns the exit code. */
export function overview(config: string, format: "text" | "json"): number {
  const estate = soundEstate(config, "nothing to show");
  if (!estate) return 1;
  const seen = overviewOf(estate);
  print(...(format === "json" ? [JSON.stringify(seen, null, 2)] : overviewLines(seen)));
  return 0;
}
