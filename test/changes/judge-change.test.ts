import { expect, test } from "vitest";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { judge } from "../../src/judge.ts";
import { type Changes, configWith, edit } from "../support/config.ts";

/** What is said of a change and would not be said without it, with its place. */
function said(head: Changes, base: Changes = {}) {
  const folder = configWith(head);
  const before = configWith(base);
  const alone = new Set(judge(folder).problems.map((problem) => JSON.stringify(problem)));
  const { problems, estate } = judge(folder, undefined, before);
  return {
    isSound: estate !== null,
    lines: problems
      .filter((problem) => !alone.has(JSON.stringify(problem)))
      .map(jsonOf)
      .map(({ severity, rule, file, line, column, key, message }) =>
        `${severity} ${rule} ${file.replace(folder, "config")}:${line}:${column} ${key}: ${message}`.replace(
          before,
          "BASE",
        ),
      ),
  };
}

test("a change is judged at its place in the config as it is now, and an error stops synthesis", () => {
  expect(said({ "accounts/sandbox.yaml": edit("class: nonprod", "class: prod") })).toEqual({
    isSound: false,
    lines: [
      "error class-changed config/accounts/sandbox.yaml:3:8 class: got prod, was nonprod; its state would lie elsewhere, and central nonprod, which holds its copies, would not know it; use nonprod, and another account for prod",
    ],
  });
});

test("a warning does not stop it", () => {
  const { isSound, lines } = said({ "plans/bronze.yaml": edit("central: 35d", "central: 34d") });

  expect(isSound).toBe(true);
  expect(lines.map((line) => line.split(": ")[0])).toEqual([
    "warning retention-shortened config/plans/bronze.yaml:11:33 rules.nightly.keep.central",
  ]);
});

test("what no longer has a place stands at the nearest that is left", () => {
  const { lines } = said({ "accounts/sandbox.yaml": null });

  expect(lines.map((line) => line.split(": ")[0])).toEqual(["error account-removed config/organization.yaml:2:1 "]);
});

test("problems that only the base has are not repeated", () => {
  expect(said({}, { "plans/bronze.yaml": edit("central: 35d", "central: 6d") })).toEqual({ isSound: true, lines: [] });
});

test("a base that cannot be read is one warning", () => {
  const { isSound, lines } = said({}, { "accounts/sandbox.yaml": edit("owner:", "onwer:") });

  expect(isSound).toBe(true);
  expect(lines).toEqual([
    "warning base-unreadable config/organization.yaml:2:1 : got a base with errors of its own, the first in BASE/accounts/sandbox.yaml: missing; write who answers for the account, such as payments@acme.example; nothing was held against it; use the config that was deployed last",
  ]);
});

test("so is one that is not there", () => {
  const folder = configWith();
  const { problems } = judge(folder, undefined, `${folder}/../nowhere`);

  expect(problems.filter(({ rule }) => rule === "base-unreadable").map(({ severity }) => severity)).toEqual([
    "warning",
  ]);
});

test("a head with errors of its own is not held against the base", () => {
  const folder = configWith({ "accounts/sandbox.yaml": edit("owner:", "onwer:") });

  expect(judge(folder, undefined, configWith()).problems.map(({ rule }) => rule)).toEqual(
    judge(folder).problems.map(({ rule }) => rule),
  );
});
