import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { configWith } from "../support/config.ts";
import { said } from "./support/said.ts";

const judged = (base: string) => check(configWith(), { format: "text", base, today: "2026-11-30" });

test("a base that is not there is an error that names it, not a change that destroys nothing", () => {
  const folder = dirname(configWith());
  writeFileSync(join(folder, "file"), "");

  for (const name of ["confg", "no/config", "file", "file/config"]) {
    const base = join(folder, name);
    expect(() => judged(base)).toThrow(
      `--base: got ${base}, which is no folder; use the config before the change, in a checkout of it`,
    );
  }
});

test("a checkout that has no config yet is a base of which nothing can be said", async () => {
  const checkout = join(dirname(configWith()), "base");
  mkdirSync(checkout);

  const { code, out } = await said(() => judged(join(checkout, "config")));

  expect(code).toBe(0);
  expect(out).toContain("warning: got a base with errors of its own, the first in ");
});
