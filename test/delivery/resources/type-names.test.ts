import { expect, test } from "vitest";
import { sourceCode } from "../../support/source-code.ts";

const rows = "src/delivery/resources/";

/** Who else may name a type of Terraform resource, and why. */
const naming: Readonly<Record<string, string>> = {
  "src/config/allowance-example.ts": "an address in an example",
  "src/config/allowances-schema.ts": "an address in words for people",
  "src/config/rules/allowance-unused.ts": "an address in an example",
  "src/delivery/drift/rules/": "examples",
  "src/delivery/guard/rules/": "a rule names the types that it is about",
  "src/delivery/guard/synth/rules/": "a rule names the types that it is about",
};
const isNamed = (file: string, place: string) => file === place || (place.endsWith("/") && file.startsWith(place));

test("types of Terraform resources are named in their rows alone: a table elsewhere would be forgotten by the next type", () => {
  const all = [...sourceCode("src", "stacks")].filter(([, code]) => /\baws_/.test(code)).map(([file]) => file);
  const elsewhere = all.filter((file) => !file.startsWith(rows));

  expect(all.length - elsewhere.length).toBeGreaterThan(3);
  expect(elsewhere.filter((file) => !Object.keys(naming).some((place) => isNamed(file, place)))).toEqual([]);
  expect(Object.keys(naming).filter((place) => !elsewhere.some((file) => isNamed(file, place)))).toEqual([]);
});
