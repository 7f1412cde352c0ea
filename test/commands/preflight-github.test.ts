import { expect, test } from "vitest";
import { preflightGitHub } from "../../src/commands/preflight-github.ts";
import { stubGh } from "../delivery/github/support/stub-gh.ts";
import { configWith } from "../support/config.ts";
import { said } from "./support/said.ts";

const hidden = "gh: Not Found (HTTP 404)";
const nothingSet = [
  { on: "/environments?", says: [{ environments: [] }] },
  { on: "/rules/branches/", says: [[]] },
  { on: "", fails: hidden },
];

const run = (answers: Parameters<typeof stubGh>[0], format: "text" | "json", owners?: string) => {
  const { env } = stubGh(answers);
  return said(() => preflightGitHub(configWith(), { format, owners }, env));
};

test("what is lacking ends with 1, each call once, and what no setting gives is said", async () => {
  const { code, out } = await run(nothingSet, "text", "@octocat");

  const calls = out.split("\n").filter((line) => line.includes("rulesets --input -"));
  expect(code).toBe(1);
  expect(out).toContain("LACKING  environment app-prod: got no environment of this name");
  expect(out).toContain(`"id":'"$(gh api users/octocat --jq .id)"'`);
  expect(calls).toHaveLength(1);
  expect(out).toContain("           # a call above sets it too\n");
  expect(out).toContain(
    "but a pull request that changes a workflow can bring a job of that name.\nWhat protects the gates: code owners of /.github/",
  );
});

test("what could not be asked is no lack: it is said, and ends with 0", async () => {
  const { code, out } = await run(
    [
      { on: "/contents/", fails: "gh: no (HTTP 403)" },
      { on: "", fails: hidden },
    ],
    "text",
  );

  expect(code).toBe(0);
  expect(out).toMatch(/\n0 lacking, \d\d could not be asked, /);
});

test("a program reads every call in full", async () => {
  const { code, out } = await run(nothingSet, "json");

  const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly outcome: { readonly is: string } }[] };
  expect(code).toBe(1);
  expect(checks.filter(({ outcome }) => outcome.is === "lacking").length).toBeGreaterThan(12);
  expect(out).not.toContain("a call above");
});
