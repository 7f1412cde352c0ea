import { readFileSync } from "node:fs";

/** What a page takes somebody to be told: the first column of its tables that begin with `says`, without backticks. */
export function saidIn(page: string): readonly string[] {
  const said: string[] = [];
  let isSaid = false;
  for (const line of readFileSync(page, "utf8").split("\n")) {
    const [, first] = /^ *\| ([^|]+?) +\|/.exec(line) ?? [];
    if (first === undefined) isSaid = false;
    else if (first === "says") isSaid = true;
    else if (isSaid && !/^-+$/.test(first)) said.push(first.replaceAll("`", ""));
  }
  return said;
}
