import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keysOfAws } from "../../../src/delivery/resources/keys-of-aws.ts";
import { resourceTypes } from "../../../src/delivery/resources/resource-types.ts";

/** Maps among a type's arguments, as the provider's bindings write them: they are generated from the provider's own schema. */
function mapsOf(type: string): readonly string[] {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const text = readFileSync(`node_modules/@cdktf/provider-aws/lib/${folder}/index.js`, "utf8");
  const [, written = ""] = /\n {4}synthesizeAttributes\(\) \{\n {8}return \{\n(.*?)\n {8}\};/s.exec(text) ?? [];
  return [...written.matchAll(/^ {12}'?(\w+)'?: cdktf\.hashMapper/gm)].map(([, name = ""]) => name);
}

test("no other resource of the stacks has a map to which AWS could add a key: what is not written elsewhere is computed", () => {
  // a person's, and the template's that a stack set is made of
  const ours = ["tags", "tags_all", "parameters", "parameter_overrides"];
  const types = Object.keys(resourceTypes);
  const found = types.map((type) => [type, mapsOf(type).filter((name) => !ours.includes(name))] as const);

  expect(types.filter((type) => mapsOf(type).includes("tags")).length).toBeGreaterThan(10);
  expect(Object.fromEntries(found.filter(([, maps]) => maps.length > 0))).toEqual({
    aws_backup_global_settings: ["global_settings"],
    aws_backup_region_settings: ["resource_type_management_preference", "resource_type_opt_in_preference"],
  });
  for (const [type, maps] of found) expect(Object.keys(keysOfAws(type)).sort()).toEqual(maps);
});

test("a type by a name that every object has has none", () => {
  expect([keysOfAws("constructor"), keysOfAws("aws_kms_key")]).toEqual([{}, {}]);
});
