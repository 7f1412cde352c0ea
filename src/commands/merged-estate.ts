import { load } from "../config/load.ts";
import { textLines } from "../diagnostics/render/text.ts";
import type { Estate } from "../model.ts";
import { printError } from "./print.ts";

/** The estate of what is merged, which its pull request was checked for; `null` once it has been said what keeps it from being read. */
export function mergedEstate(config: string, otherwise: string): Estate | null {
  const { estate, problems } = load(config);
  if (!estate) printError(...textLines(problems), otherwise);
  return estate;
}
