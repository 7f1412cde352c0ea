import { execFileSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesOfMain } from "../../../src/delivery/repository/changes-of-main.ts";
import { concerns } from "../../../src/delivery/repository/concerns.ts";
import { appStackId, pipelineScopes } from "../../../src/names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { commitsIn } from "./support/commits-in.ts";
import { mainWith } from "./support/main-with.ts";

test("each commit of main stands with the files that it changes, the newest first", async () => {
  const folder = temporaryFolder();
  const [one, two, three] = mainWith(folder, [["a b.txt", "config/é.yaml"], [], ["docs/x.md"]]) as [
    string,
    string,
    string,
  ];

  expect(await changesOfMain(folder, three, 10)).toEqual([
    { commit: three, files: ["docs/x.md"] },
    { commit: two, files: [] },
    { commit: one, files: ["a b.txt", "config/é.yaml"] },
  ]);
  expect(await changesOfMain(folder, three, 2)).toHaveLength(2);
  expect(await changesOfMain(folder, two, 10)).toHaveLength(2);
});

test("a merge stands with what it brings to main, without the commits of its branch", async () => {
  const folder = temporaryFolder();
  const [merge = "", first] = commitsIn(folder);

  const changes = await changesOfMain(folder, merge, 10);

  expect(changes.map(({ commit }) => commit)).toEqual([merge, first]);
});

test("a file that is called otherwise stands with both names", async () => {
  const folder = temporaryFolder();
  mainWith(folder, [["config/accounts/old.yaml"]]);
  renameSync(join(folder, "config/accounts/old.yaml"), join(folder, "config/accounts/new.yaml"));
  const git = (...args: readonly string[]) => execFileSync("git", [...args], { cwd: folder, encoding: "utf8" }).trim();
  git("add", "--all");
  git("-c", "user.name=ada", "-c", "user.email=ada@acme.example", "commit", "--quiet", "--message", "moved");

  const [newest] = await changesOfMain(folder, git("rev-parse", "HEAD"), 10);

  expect(newest?.files).toEqual(["config/accounts/new.yaml", "config/accounts/old.yaml"]);
});

test.each([
  ["app-orders", "app-prod", "config/accounts/orders.yaml", true],
  ["app-orders", "app-prod", "config/accounts/payments.yaml", false],
  ["app-orders", "app-prod", "config/plans/gold.yaml", true],
  ["app-orders", "app-prod", "config/organization.yaml", true],
  ["app-orders", "app-prod", "config/accounts/deep/orders.yaml", true],
  ["app-orders", "app-prod", "src/main.ts", true],
  ["app-orders", "app-prod", ".github/workflows/deploy.yml", true],
  ["app-orders", "app-prod", "docs/pipeline.md", false],
  ["app-orders", "app-prod", "README.md", false],
  // the list of accounts, and whom policies reach
  ["shared", "shared", "config/accounts/payments.yaml", true],
  ["policies-prod", "policies-prod", "config/accounts/payments.yaml", true],
  ["shared", "shared", "docs/pipeline.md", false],
] as const)("%s of scope %s: a change of %s concerns it: %s", (stack, scope, file, expected) => {
  expect(concerns({ stack, scope }, [file])).toBe(expected);
  expect(concerns({ stack, scope }, ["README.md", file])).toBe(expected);
});

// who wrote what lets their own change pass has a part in it
test.each(["config/organization.yaml", "config/plans/gold.yaml", "config/allowances.yaml"])(
  "%s, which all share, concerns a stack of every scope",
  (file) => {
    const concerned = pipelineScopes.filter(({ scope }) => concerns({ stack: `any-${scope}`, scope }, [file]));

    expect(concerned).toEqual(pipelineScopes);
  },
);

test("a change that retires one account and onboards another concerns both, what they share, and no third", () => {
  const files = ["config/accounts/leaves.yaml", "config/accounts/comes.yaml"];
  const accounts = ["leaves", "comes", "third"].map((name) => ({
    stack: appStackId(name),
    scope: "app-prod" as const,
  }));
  const others = pipelineScopes.flatMap(({ scope, holds }) => (holds === "accounts" ? [] : [{ stack: scope, scope }]));

  const concerned = [...accounts, ...others].filter((place) => concerns(place, files));

  expect(concerned.map(({ stack }) => stack)).toEqual([
    "app-leaves",
    "app-comes",
    "management",
    "shared",
    "central-prod",
    "central-nonprod",
    "policies-nonprod",
    "policies-prod",
  ]);
});

test("what changes no file concerns nothing", () => {
  expect(concerns({ stack: "shared", scope: "shared" }, [])).toBe(false);
});
