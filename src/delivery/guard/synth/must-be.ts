import { byText } from "../../../by-text.ts";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import { show } from "./shown.ts";
import type { SynthComplaint } from "./synth-rule.ts";

/** @returns a complaint unless the value is exactly what it must be. */
export function mustBe(at: AttributePath, got: unknown, use: unknown): readonly SynthComplaint[] {
  if (sorted(got) === sorted(use)) return [];
  return [{ at, got: `got ${show(got)}`, use: use === undefined ? "leave it out" : `use ${JSON.stringify(use)}` }];
}

/** JSON whose keys are in order, so that it says the same of equal values. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(byText(([key]) => key)))
      : part,
  );
}
