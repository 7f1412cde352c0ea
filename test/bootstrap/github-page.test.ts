import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ownedFiles } from "../../src/bootstrap/code-owners.ts";
import { actionsApp, selectedActions } from "../../src/bootstrap/github-rules.ts";
import { githubSettings } from "../../src/bootstrap/github-settings.ts";
import { exampleEstate } from "../support/stacks.ts";

const page = readFileSync("docs/github-settings.md", "utf8");
const settings = githubSettings(exampleEstate());

test("the page names everything that is set and asked for", () => {
  const { environments, variables, optionalVariables, requiredChecks } = settings;
  const named = [
    ...environments.map(({ scope }) => `\`${scope}\``),
    ...environments.flatMap((one) => Object.keys(one.variables)),
    ...Object.keys(variables),
    ...optionalVariables.map(({ name, value }) => `\`${name}=${value}\``),
    ...requiredChecks.map((name) => `\`${name}\``),
    `app ${actionsApp})`,
    ...selectedActions.patterns_allowed.map((pattern) => `\`${pattern.replace("@*", "")}\``),
    ...ownedFiles.map(({ pattern }) => `\`${pattern}\``),
  ];

  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !page.includes(name))).toEqual([]);
});

test("an environment stands with whether somebody approves", () => {
  const rows = page.split("\n").filter((line) => /^ +\| `/.test(line));
  const rowOf = (scope: string) => rows.find((row) => row.includes(`\`${scope}\``)) ?? "";

  expect(settings.environments.length).toBeGreaterThan(6);
  for (const { scope, wave, needsReviewers } of settings.environments) {
    expect(rowOf(scope)).toContain(needsReviewers ? "required reviewers; who started it does not" : "nobody");
    expect(rowOf(scope)).toContain(`${wave}`);
  }
});
