import { isDeepStrictEqual } from "node:util";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import { show } from "./shown.ts";
import type { SynthComplaint } from "./synth-rule.ts";

/** @returns a complaint unless the value is exactly what it must be, in whatever order its keys are. */
export function mustBe(at: AttributePath, got: unknown, use: unknown): readonly SynthComplaint[] {
  if (isDeepStrictEqual(got, use)) return [];
  return [{ at, got: `got ${show(got)}`, use: use === undefined ? "leave it out" : `use ${JSON.stringify(use)}` }];
}
