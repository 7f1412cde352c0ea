import { expect, test } from "vitest";
import { ownersOf } from "../../../src/preflight/github/owners-of.ts";

// as GitHub's page on code owners has them, and as .gitignore matches
const table = [
  ["*", "src/main.ts", true],
  ["*.ts", "src/deep/main.ts", true],
  ["*.ts", "src/main.tsx", false],
  ["/src/", "src/deep/main.ts", true],
  ["/src/", "test/src/main.ts", false],
  ["src/", "test/src/main.ts", true],
  ["/src", "src/main.ts", true],
  ["src/main.ts", "test/src/main.ts", false],
  ["docs/*", "docs/one.md", true],
  ["docs/*", "docs/deep/one.md", false],
  ["/package*.json", "package-lock.json", true],
  ["/package.json", "packageXjson", false],
  [".github", ".github/workflows/deploy.yml", true],
  ["**/workflows", ".github/workflows/deploy.yml", true],
  ["**/workflows", "workflows/deploy.yml", true],
  ["/.github/**", ".github/workflows/deploy.yml", true],
  ["/config/**/gold.yaml", "config/plans/gold.yaml", true],
  ["/config/**/gold.yaml", "config/gold.yaml", true],
  ["/config/?.yaml", "config/a.yaml", true],
  ["/config/?.yaml", "config/ab.yaml", false],
  ["/", "src/main.ts", false],
] as const;
test.each(table)("%s, of %s: %s", (pattern, file, isOwned) => {
  expect(ownersOf(`${pattern} @octocat`, file)).toEqual(isOwned ? ["@octocat"] : []);
});

test("the last line that matches counts, without owners too", () => {
  const text = "# all\n* @one\n\n/src/ @two @three # why\n/src/free/\n";

  expect(ownersOf(text, "a")).toEqual(["@one"]);
  expect(ownersOf(text, "src/a")).toEqual(["@two", "@three"]);
  expect(ownersOf(text, "src/free/a")).toEqual([]);
  expect(ownersOf("", "a")).toEqual([]);
});
