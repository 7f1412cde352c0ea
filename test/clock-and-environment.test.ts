import { expect, test } from "vitest";
import { sourceCode } from "./support/source-code.ts";

/** Where the world is looked at: everything else is told what the time is, and answers the same to the same. */
const looking = /^src\/(main\.ts|cli\.ts|(cli|commands|delivery|preflight|bootstrap|outside)\/)/;

/** A clock, the environment, chance or the network, which no import tells of. */
const world =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(|\bperformance\.|\bprocess\b|\bMath\.random\b|\bcrypto\.|\bfetch\(/;

test("no clock, environment, chance or network outside of the rooms that look at the world", () => {
  const sources = [...sourceCode("src", "stacks")];
  const pure = sources.filter(([file]) => !looking.test(file));

  expect(pure.length).toBeGreaterThan(300);
  expect(pure.filter(([, code]) => world.test(code)).map(([file]) => file)).toEqual([]);
  // it would find some
  expect(sources.filter(([, code]) => world.test(code)).map(([file]) => file)).toContain("src/main.ts");
});

test.each([
  "Date.now()",
  "new Date()",
  "Date()",
  "performance.now()",
  'process.env["HOME"]',
  "Math.random()",
  "crypto.randomUUID()",
  'fetch("https://a.example")',
])("%s is such a look", (code) => {
  expect(code).toMatch(world);
});

test.each(["new Date(0)", "Date.UTC(2026, 0)", "Date.parse(text)", "prefetch(a)", "processed"])(
  "%s is none",
  (code) => {
    expect(code).not.toMatch(world);
  },
);
