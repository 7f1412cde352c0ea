import type { Estate } from "../../../src/model.ts";
import { stackTexts } from "../../../src/stack-texts.ts";

const known = new WeakMap<Estate, ReadonlyMap<string, string>>();

/** Terraform JSON of every stack of an estate, by stack. Synthesized once for the same object, which must not change. */
export function deployedTexts(estate: Estate): ReadonlyMap<string, string> {
  const texts = known.get(estate) ?? stackTexts(estate);
  known.set(estate, texts);
  return texts;
}
