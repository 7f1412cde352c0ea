import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path/posix";
import { expect, test } from "vitest";
import { defaultWindows } from "../../src/config/default-windows.ts";
import { jsonSchemas } from "../../src/config/json-schemas.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
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

/** Every `default` of a schema, by the last two keys of its path. */
function defaultsIn(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [path: string, value: unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "default" ? [[path.slice(-1).join("."), each] as const] : defaultsIn(each, [...path, key]),
  );
}

test("what a window, a cooling-off time and the opted-in types are unless they are written stands in the schemas", () => {
  const defaults = (file: string) =>
    Object.fromEntries(defaultsIn(JSON.parse(schemas.find(([name]) => name === file)?.[1] ?? "")));

  expect(defaults("plan.json")).toMatchObject({ ...defaultWindows, continuous: false, archiveEbs: false });
  expect(defaultWindows).toEqual({ startWithin: "1h", completeWithin: "7d", copyWithin: "8h" });
  expect(defaults("organization.json")).toMatchObject({
    coolingOff: "14d",
    maxSessionHours: 1,
    types: expect.arrayContaining(["EBS", "RDS", "S3"]),
  });
});

test("who writes the default of the schema writes what would be without it", () => {
  const rule = (windows: string) =>
    estateOf(
      configWith({
        "plans/bronze.yaml": edit("    startWithin: 2h\n    completeWithin: 8h\n    copyWithin: 2h\n", windows),
      }),
    ).plans.find(({ name }) => name === "bronze")?.rules[0];
  const written = Object.entries(defaultWindows).map(([key, value]) => `    ${key}: ${value}\n`);

  expect(rule("")).toEqual({
    ...rule(written.join("")),
    defaultWindows: ["startWithin", "completeWithin", "copyWithin"],
  });
  expect(rule(written.join(""))?.defaultWindows).toEqual([]);
});

test("a year is said to be 365 days where a retention is written", () => {
  const plan = schemas.find(([name]) => name === "plan.json")?.[1];

  expect(plan?.match(/a year is 365 days/g)).toHaveLength(2);
});
