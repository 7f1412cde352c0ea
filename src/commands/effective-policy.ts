import { toPlainJson } from "../aws/policy/effective-policy.ts";
import { effectivePolicies } from "../effective-policy/effective-policies.ts";
import { effectivePolicyLines } from "../effective-policy/effective-policy-text.ts";
import { useInstead } from "../words/nearest.ts";
import { print, printError } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/** Shows what AWS runs in an application account, all backup policies merged. @returns the exit code. */
export function effectivePolicy(config: string, account: string, format: "text" | "json"): number {
  const estate = soundEstate(config, "nothing to show");
  if (!estate) return 1;
  const found = estate.accounts.find(({ name }) => name === account);
  if (!found) {
    const names = estate.accounts.map(({ name }) => name);
    printError(`no account named "${account}"; ${useInstead(account, names)}`);
    return 1;
  }
  const { effective } = effectivePolicies(estate, found).merged;
  print(
    ...(format === "json" ? [JSON.stringify(toPlainJson(effective), null, 2)] : effectivePolicyLines(found, effective)),
  );
  return 0;
}
