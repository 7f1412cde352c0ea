import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { terraformLiteral } from "../../words/terraform-literal.ts";
import type { PlanJson } from "../terraform/plan-json.ts";
import { saidBy, type TerraformRun } from "../terraform/terraform.ts";
import type { Finder } from "./find-lost.ts";
import { type ForeignImport, foreignImports, lockedImports, missingImports } from "./judge-imports.ts";

/** What `terraform plan` came to: the plan, or the run that failed. */
export type Planned = { readonly plan: PlanJson } | { readonly failed: TerraformRun };

export interface TakeOverOptions {
  readonly stack: string;
  /** The working copy, which gets the imports; the stack itself never holds any. */
  readonly folder: string;
  readonly finder: Finder;
  /** Plans in the folder anew. */
  readonly planAgain: () => Promise<Planned>;
}

export interface TakenOver {
  readonly planned: Planned;
  /** What people are to know of what an interrupted apply has left. */
  readonly notes: readonly string[];
}

export const importsFile = "taken-over.tf.json";
const mostPlans = 12;

/**
 * Plans once more, so that what an interrupted apply has made, and no state knows, is taken over instead of made again.
 * The imports are part of the saved plan: they are shown, held back and applied like any other change.
 *
 * @param first the plan that takes nothing over
 * @throws when AWS can't be asked, or there is no end to it
 */
export async function takeOver(first: PlanJson, options: TakeOverOptions): Promise<TakenOver> {
  const { stack, finder } = options;
  const { imports: keys, notes: leftovers } = await finder.keys(first);
  const notes = [...leftovers];
  const imports = new Map<string, string>();
  const refused = new Set<string>();
  const refuse = (address: string) => {
    imports.delete(address);
    refused.add(address);
  };

  let plan = first;
  let plans = 0;
  let found = [...keys, ...(await finder.named(first))];
  let foreign: readonly ForeignImport[] = [];
  while (found.length > 0 || foreign.length > 0) {
    for (const { address, why } of foreign) {
      refuse(address);
      notes.push(why);
    }
    for (const { address, id } of found) imports.set(address, id);
    const planned = await settle();
    if ("failed" in planned) return { planned, notes };

    plan = planned.plan;
    foreign = foreignImports(plan, stack);
    // what rests on something that is taken over has a name only now
    found = (await finder.named(plan)).filter(({ address }) => !refused.has(address) && !imports.has(address));
  }
  return { planned: { plan }, notes };

  /** Plans, without what does not exist. */
  async function settle(): Promise<Planned> {
    for (;;) {
      if (++plans > mostPlans) {
        throw new Error(
          `got no end of looking for what an interrupted apply has made, after ${mostPlans} plans; see that nobody else changes the account, then plan again`,
        );
      }
      await writeImports(options.folder, imports);
      const planned = await options.planAgain();
      if ("plan" in planned) return planned;
      const said = saidBy({ ...planned.failed, stdout: "" });
      const locked = lockedImports(said, imports.keys());
      if (locked.length > 0) return { failed: { ...planned.failed, stderr: `${lockedText(locked)}\n${said}` } };
      const missing = missingImports(said, imports.keys());
      if (missing.length === 0) return planned;
      missing.forEach(refuse);
    }
  }
}

const lockedText = (addresses: readonly string[]) =>
  `got ${addresses.join(", ")}, which exists and differs from the config in what cannot be changed; nothing is replaced: find out who made it, and whether its key is disabled or about to be deleted`;

async function writeImports(folder: string, imports: ReadonlyMap<string, string>): Promise<void> {
  const file = join(folder, importsFile);
  const blocks = [...imports].map(([to, id]): Record<"to" | "id", string> => ({ to, id: terraformLiteral(id) }));
  if (blocks.length === 0) await rm(file, { force: true });
  else await writeFile(file, `${JSON.stringify({ import: blocks }, null, 2)}\n`);
}
