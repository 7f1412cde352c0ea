import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { baseUnreadable } from "../../src/changes/base-unreadable.ts";
import { fileRules } from "../../src/config/rules/index.ts";
import { folderRules, synthRules } from "../../src/delivery/guard/synth/rules/index.ts";
import { policyRules } from "../../src/lint/rules/index.ts";
import { ruleChapters } from "../../src/rules/chapters.ts";
import { rulesPage } from "./rules-page.ts";

const rules = Object.values(ruleChapters).flatMap((chapter) => chapter.map((rule) => [rule.id, rule] as const));

test("docs/rules.md has every rule", async () => {
  await expect(rulesPage()).toMatchFileSnapshot("../../docs/rules.md");
});

/** Files of `src` that some other one imports, lists of rules left out. */
function imported(): ReadonlySet<string> {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith("index.ts"),
  );
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(join("src", file), "utf8").matchAll(/from "(\.[^"]+)"/g)].map(([, path = ""]) =>
        join("src", dirname(file), path),
      ),
    ),
  );
}

test("a rule without a check of its own is raised by some other code", () => {
  const uses = imported();
  const families: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    "src/changes": [baseUnreadable],
    "src/config/rules": fileRules,
    "src/delivery/guard/synth/rules": [...folderRules, ...synthRules],
    "src/lint/rules": policyRules,
  };
  const raised = Object.entries(families).flatMap(([folder, all]) =>
    all.filter((rule) => !("check" in rule)).map(({ id }) => join(folder, `${id}.ts`)),
  );

  expect(raised.length).toBeGreaterThan(40);
  expect(raised.filter((file) => !uses.has(file))).toEqual([]);
});

test("no rule stands in two chapters", () => {
  const ids = rules.map(([id]) => id);

  expect(ids).toEqual([...new Set(ids)]);
});

test.each(rules)("%s says what is wrong, why it matters, and where AWS says so", (id, { what, why, source }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(what).toMatch(/^\S.*[^.]$/);
  expect(why).toMatch(/^\S.*\.$/);
  if (source !== null) expect(source).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+$/);
});
