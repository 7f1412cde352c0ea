import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pipelineScopes } from "../../src/names.ts";
import { upgradeSteps } from "./upgrade-steps.ts";

test("the runbook tells what is true after each step, in the order in which they are played through", () => {
  const [, table = ""] = readFileSync("docs/runbooks/upgrade.md", "utf8").split("## What is true after each step");
  const rows = table.split("## ")[0]?.match(/^\| [^|]+\| (a person|the pipeline)\b/gm) ?? [];

  expect(rows.map((row) => row.split("|").map((cell) => cell.trim()))).toEqual(
    upgradeSteps.map(({ name, applies }) => ["", name, typeof applies === "object" ? "the pipeline" : "a person"]),
  );
});

test("the steps have every wave of the pipeline, in its order", () => {
  const waves = upgradeSteps.flatMap(({ applies }) => (typeof applies === "object" ? [applies.wave] : []));

  expect(waves).toEqual([...new Set(pipelineScopes.map(({ wave }) => wave))]);
});
