import { expectationOf } from "../../../src/commands/verify-synth.ts";
import { verifySynth } from "../../../src/delivery/guard/synth/verify-synth.ts";
import type { Estate } from "../../../src/model.ts";
import type { StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

/** `verify-synth`: it judges the synthesized stack by config alone, before any plan. */
export function noticedByVerifySynth(estate: Estate, texts: StackTexts): Noticer {
  const expected = expectationOf(estate);
  return {
    who: "verify-synth",
    notices: ({ stack, texts: mutated }) =>
      verifySynth(stack, JSON.parse(mutated(texts).get(stack) ?? ""), expected).length > 0,
  };
}
