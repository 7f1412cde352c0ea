import { textLines } from "../diagnostics/render/text.ts";
import { judge } from "../judge.ts";
import type { Estate } from "../model.ts";
import { printError } from "./print.ts";

/** The estate, or `null` once everything that is wrong with the config has been said; warnings are said either way. */
export function soundEstate(config: string, otherwise: string): Estate | null {
  const { estate, problems } = judge(config);
  printError(...textLines(problems));
  if (!estate) printError(otherwise);
  return estate;
}
