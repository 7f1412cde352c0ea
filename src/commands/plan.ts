import { planOffline } from "../delivery/terraform/offline-plan.ts";
import { planClosing, planLine } from "../delivery/terraform/plan-lines.ts";
import { synthesize } from "../synthesize.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

export interface PlanOptions {
  /** `undefined`: all. */
  readonly stacks: readonly string[] | undefined;
  readonly jobs: number | undefined;
}

/** Synthesizes and plans without AWS. @returns the exit code. */
export async function plan(config: string, outdir: string, options: PlanOptions): Promise<number> {
  const estate = soundEstate(config, "nothing was planned");
  if (!estate) return 1;
  synthesize(estate, outdir);
  return planAll(outdir, options);
}

/** Plans what is synthesized. @returns the exit code. */
export async function planAll(outdir: string, { stacks, jobs }: PlanOptions): Promise<number> {
  const plans = await planOffline({ outdir, stacks, jobs, onStack: (done, names) => print(planLine(done, names)) });
  print("", planClosing(plans));
  return plans.some(({ outcome }) => outcome === "failed") ? 1 : 0;
}
