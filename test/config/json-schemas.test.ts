import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path/posix";
import { expect, test } from "vitest";
import { jsonSchemas } from "../../src/config/json-schemas.ts";
import { exampleConfig } from "../support/example-config.ts";

const schemas = [...jsonSchemas()];
const yamlIn = (folder: string) => readdirSync(join(exampleConfig, folder)).map((file) => join(folder, file));
const examples: readonly (readonly [file: string, schema: string])[] = [
  ["organization.yaml", "organization.json"],
  ...yamlIn("plans").map((file) => [file, "plan.json"] as const),
  ...yamlIn("accounts").map((file) => [file, "account.json"] as const),
];

test.each(schemas)("config/schema/%s is what npm run schema writes", (file, text) => {
  expect(readFileSync(join("config/schema", file), "utf8")).toBe(text);
});

test("config/schema holds the schemas and nothing else", () => {
  expect(readdirSync("config/schema").sort()).toEqual(schemas.map(([file]) => file).sort());
});

test.each(examples)("%s names %s in its first line", (file, schema) => {
  const [first] = readFileSync(join(exampleConfig, file), "utf8").split("\n");

  expect(first).toBe(`# yaml-language-server: $schema=${relative(dirname(file), join("schema", schema))}`);
});

test.each(schemas)("%s refuses keys it does not know", (_, text) => {
  const { $schema, items, ...schema } = JSON.parse(text) as Record<string, unknown>;

  expect($schema).toBe("http://json-schema.org/draft-07/schema#");
  // a file is a mapping, or a list of them
  expect(items ?? schema).toMatchObject({ additionalProperties: false });
});
