import { resourceTypes } from "../aws/resource-types.ts";
import { explainAccount } from "../explain/account-explanation.ts";
import { explanationLines } from "../explain/explanation-text.ts";
import { useInstead } from "../words/nearest.ts";
import { print, printError } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

export interface ExplainOptions {
  /** `undefined`: all. */
  readonly resourceType: string | undefined;
  /** From when on to look for the next backups, in minutes since 1970 (UTC). */
  readonly atMinute: number;
  readonly format: "text" | "json";
}

/**
 * Tells of one account when backups start, where they are and until when, and what is lost at worst.
 * @returns the exit code.
 */
export function explain(config: string, name: string, { resourceType, atMinute, format }: ExplainOptions): number {
  const estate = soundEstate(config, "nothing to explain");
  if (!estate) return 1;

  const account = estate.accounts.find((candidate) => candidate.name === name);
  const type = resourceTypes.find((candidate) => candidate === resourceType);
  const wrong = [
    ...(account
      ? []
      : [
          `no account named "${name}"; ${useInstead(
            name,
            estate.accounts.map((each) => each.name),
          )}`,
        ]),
    ...(resourceType === undefined || type !== undefined
      ? []
      : [`no resource type named "${resourceType}"; ${useInstead(resourceType, resourceTypes)}`]),
  ];
  if (!account || wrong.length > 0) {
    printError(...wrong);
    return 1;
  }

  const explanation = explainAccount(estate, account, { atMinute, type: type ?? null });
  print(...(format === "json" ? [JSON.stringify(explanation, null, 2)] : explanationLines(explanation)));
  return 0;
}
