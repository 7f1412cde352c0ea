import { useInstead } from "../../words/nearest.ts";
import { readManifest } from "./manifest.ts";

/** One stack of a folder that CDKTF wrote. */
export interface SynthesizedStack {
  /** Its id, which is also its folder, its state key and its entry in the matrix. */
  readonly name: string;
  /** Its Terraform JSON, `cdk.tf.json`. */
  readonly file: string;
}

/**
 * The stacks of a synthesized folder, in the order of its manifest.
 *
 * @throws when the folder was not written by a synthesis, or by one of nothing: planning nothing would look like success
 */
export async function readSynthesizedStacks(outdir: string): Promise<readonly SynthesizedStack[]> {
  const stacks = await readManifest(outdir);
  if (stacks === null) throw new Error(`got no manifest.json in ${outdir}; use a folder that \`npm run synth\` wrote`);
  if (stacks.size === 0) throw new Error(`got no stacks in ${outdir}; use a config with an account`);

  return [...stacks].map(([name, file]) => ({ name, file }));
}

/**
 * The stacks that `names` asks for, in the order of the manifest whatever the order of the names.
 *
 * @throws naming every stack that there is not, with the one that may be meant, else all there are
 */
export function chooseStacks(
  stacks: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  const known = stacks.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(unknown.map((name) => `no stack named "${name}"; ${useInstead(name, known)}`).join("\n"));
  }

  return stacks.filter(({ name }) => names.includes(name));
}
