import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { allTables } from "../../../src/aws/tables/all-tables.ts";

test("every table of the folder is among those whose age is looked at", () => {
  const files = readdirSync(new URL("../../../src/aws/tables", import.meta.url)).filter((file) =>
    file.endsWith(".json"),
  );

  expect(allTables.map(({ name }) => `${name}.json`).sort()).toEqual(files.sort());
});
