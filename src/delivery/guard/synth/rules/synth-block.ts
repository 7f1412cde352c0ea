import { isObject } from "../../../stack/json-object.ts";
import { show } from "../shown.ts";
import { type SynthComplaint, synthRule } from "../synth-rule.ts";

// everything else could run code on the runner or read what it holds: modules, data sources, outputs, imports
const blocks = ["//", "provider", "resource", "terraform"];

export const synthBlock = synthRule({
  id: "synth-block",
  severity: "error",
  what: "a block that no stack has, or one that is not written as synthesis writes it",
  why: "Modules, data sources, imports and outputs run code on the runner, read what it holds, or adopt and let go of resources that nobody reviewed.",
  source: "developer.hashicorp.com/terraform/language/syntax/json",
  example: {
    bad: { module: { x: { source: "git::https://example.com/x" } } },
    good: { "//": { metadata: "a comment" } },
  },
  check: ({ json }) => [
    ...Object.keys(json)
      .filter((key) => !blocks.includes(key))
      .map((key) => ({ at: [key], got: `got ${show(json[key])}`, use: "leave it out" })),
    ...shapes(json["resource"]),
  ],
});

function shapes(block: unknown): readonly SynthComplaint[] {
  // backup policies of a class whose last account left
  if (block === undefined) return [];
  if (!isObject(block)) return [{ at: ["resource"], got: `got ${show(block)}`, use: "use a mapping of types" }];
  return Object.entries(block)
    .filter(([type]) => type !== "//")
    .flatMap(([type, named]): readonly SynthComplaint[] => {
      const at = ["resource", type];
      if (!isObject(named)) return [{ at, got: `got ${show(named)}`, use: "use a mapping of names" }];
      return Object.entries(named)
        .filter(([, body]) => !isObject(body))
        .map(([name, body]) => ({ at: [...at, name], got: `got ${show(body)}`, use: "use one mapping of arguments" }));
    });
}
