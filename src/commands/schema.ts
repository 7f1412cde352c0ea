import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "../config/json-schemas.ts";
import { print } from "./print.ts";

/** Writes the JSON Schemas that editors check and complete config with. */
export function schema(config: string): number {
  const folder = join(config, "schema");
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of jsonSchemas()) writeFileSync(join(folder, file), text);
  print(`${[...jsonSchemas().keys()].join(", ")} in ${folder}`);
  return 0;
}
