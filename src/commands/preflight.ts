import { checkLines } from "../preflight/check-text.ts";
import { gatherFacts } from "../preflight/gather-facts.ts";
import { judgeFacts } from "../preflight/judge-facts.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/**
 * Asks AWS whether the organization has what Lockstep needs and Terraform can't own alone. It reads, and writes nothing.
 *
 * @returns the exit code: 1 if something is lacking
 */
export async function preflight(config: string, format: "text" | "json"): Promise<number> {
  const estate = soundEstate(config, "nothing was asked");
  if (!estate) return 1;
  const checks = judgeFacts(estate, await gatherFacts(estate));
  print(...(format === "json" ? [JSON.stringify({ checks }, null, 2)] : checkLines(checks)));
  return checks.some(({ outcome }) => outcome.is === "lacking") ? 1 : 0;
}
