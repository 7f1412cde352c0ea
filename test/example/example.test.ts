import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleConfig } from "../support/example-config.ts";

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml"))
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );

test("as Lockstep ships it, config/ is what the tests read", () => {
  const [shipped, read] = [filesIn("config"), filesIn(exampleConfig)];
  const isExample = /^name: acme$/m.test(shipped["organization.yaml"] ?? "");

  expect(Object.keys(read).length).toBeGreaterThan(10);
  // another organization's is its own affair, and so is what somebody tries on the example on their own machine
  if (isExample && process.env["CI"]) expect(shipped).toEqual(read);
});
