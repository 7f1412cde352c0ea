import { findTerraform } from "../delivery/terraform/terraform.ts";
import { overviewOf } from "../overview/overview.ts";
import { overviewLines } from "../overview/overview-text.ts";
import { synthesize } from "../synthesize.ts";
import { planAll } from "./plan.ts";
import { print } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/**
 * The main job without AWS: shows the estate, synthesizes it and plans every stack. Where Terraform is missing it
 * synthesizes and says so. @returns the exit code.
 */
export async function rehearse(config: string, outdir: string): Promise<number> {
  const estate = soundEstate(config, "nothing was synthesized");
  if (!estate) return 1;
  print(...overviewLines(overviewOf(estate)), "");

  const stacks = synthesize(estate, outdir);
  print(`${stacks.length} stacks synthesized to ${outdir}; not a line of it needed AWS`, "");

  const terraform = await findTerraform();
  if ("missing" in terraform) {
    print(`not planned: ${terraform.missing}`, "", "Next: install it, then npm start again.");
    return 0;
  }
  print(`planning every stack from nothing with Terraform ${terraform.version}, as if no account held anything yet`);
  const code = await planAll(outdir, { stacks: undefined, jobs: undefined });
  print("", code === 0 ? next : "Next: mend what failed above, then npm start again.");
  return code;
}

const next = `Next: put your own organization in config/ and add an account:
  npm run -s lockstep -- onboard orders-prod --account 123456789012 --class prod --plans silver,bronze --owner you@acme.example`;
