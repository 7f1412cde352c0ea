import { synthesize } from "../synthesize.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/** Writes Terraform JSON of every stack. @returns the exit code. */
export function synth(config: string, outdir: string): number {
  const estate = soundEstate(config, "nothing was synthesized");
  if (!estate) return 1;
  const stacks = synthesize(estate, outdir);
  print(`${stacks.length} stacks in ${outdir}`);
  return 0;
}
