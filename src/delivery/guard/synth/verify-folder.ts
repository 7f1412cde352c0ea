import { lstat, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../../diagnostics/place.ts";
import { readSynthesizedStacks, type SynthesizedStack } from "../../stack/synthesized-stacks.ts";
import { synthFile } from "./rules/synth-file.ts";
import { synthStack } from "./rules/synth-stack.ts";
import type { SynthExpectation } from "./synth-expectation.ts";
import { ofFolder, verifySynth } from "./verify-synth.ts";

/** Terraform reads every file of its kinds in a stack's folder: only these may lie there. */
const allowedFiles = ["cdk.tf.json", ".terraform.lock.hcl"];

/** Every problem of a synthesized folder, all at once; stacks that are missing, or lie elsewhere, among them. */
export async function verifyFolder(
  outdir: string,
  expected: SynthExpectation,
): Promise<readonly Diagnostic<StackResource>[]> {
  const stacks = await readSynthesizedStacks(outdir);
  const found = await Promise.all(stacks.map((stack) => verifyStack(outdir, stack, expected)));
  const names = stacks.map(({ name }) => name);
  const missing = [...expected.stacks.keys()].filter((stack) => !names.includes(stack)).sort();
  return [
    ...found.flat(),
    ...missing.map((stack) =>
      ofFolder(stack, "", synthStack, "got no such stack, which the config has", "synthesize again"),
    ),
  ];
}

async function verifyStack(
  outdir: string,
  { name, file }: SynthesizedStack,
  expected: SynthExpectation,
): Promise<readonly Diagnostic<StackResource>[]> {
  const complain = (place: string, got: string, use: string) => ofFolder(name, place, synthFile, got, use);
  const written = relative(outdir, file);
  const own = join("stacks", name, "cdk.tf.json");
  if (written !== own) return [complain("manifest.json", `got ${written}`, `use ${own}`)];

  try {
    const folder = dirname(file);
    const others = (await readdir(folder)).filter((entry) => !allowedFiles.includes(entry)).sort();
    const surplus = others.map((entry) => complain(entry, "got a file that Terraform may read", "remove it"));
    if (!(await lstat(file)).isFile() || (await lstat(folder)).isSymbolicLink()) {
      return [...surplus, complain("cdk.tf.json", "got a link", "use a file in the stack's own folder")];
    }
    const text = await readFile(file, "utf8");
    const json: unknown = JSON.parse(text);
    const twice = isAsWritten(text, json)
      ? []
      : [complain("cdk.tf.json", "got a key twice, or JSON that synth does not write", "synthesize again")];
    return [...surplus, ...twice, ...verifySynth(name, json, expected)];
  } catch (cause) {
    return [complain("cdk.tf.json", `got ${(cause as Error).message}`, "use Terraform JSON that synth wrote")];
  }
}

/** Of a block that stands twice Terraform takes both, and whoever parses JSON the last: nobody may write one. */
const isAsWritten = (text: string, json: unknown) =>
  text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1") === JSON.stringify(json);
