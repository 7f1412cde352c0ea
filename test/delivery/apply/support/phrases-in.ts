import { readFileSync } from "node:fs";

/** What a runbook takes somebody to be told, by its tables, up to what differs from one to the next. */
export const phrasesIn = (runbook: string): readonly string[] =>
  [...readFileSync(runbook, "utf8").matchAll(/^ *\| ([^|]+?) +\| [^|]+\|$/gm)]
    .map(([, says = ""]) => says)
    .filter((says) => says !== "says" && !/^-+$/.test(says));
