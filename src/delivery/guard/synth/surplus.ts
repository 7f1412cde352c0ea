import type { JsonObject } from "../../stack/json-object.ts";
import type { AttributePath } from "../../terraform/attribute-path.ts";
import { show } from "./shown.ts";
import type { SynthComplaint } from "./synth-rule.ts";

/** Everything in a block that must not be there, but for comments. */
export const surplus = (at: AttributePath, others: JsonObject): readonly SynthComplaint[] =>
  Object.keys(others)
    .filter((key) => key !== "//")
    .map((key) => ({ at: [...at, key], got: `got ${show(others[key])}`, use: "leave it out" }));
