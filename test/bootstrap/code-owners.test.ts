import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { codeOwnersText, ownedFiles } from "../../src/bootstrap/code-owners.ts";
import { githubCalls } from "../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../src/bootstrap/github-settings.ts";
import { githubToSet } from "../../src/bootstrap/github-to-set.ts";
import { ownersFrom } from "../../src/bootstrap/owners.ts";
import { writeCodeOwners } from "../../src/bootstrap/write-code-owners.ts";
import { ownersOf } from "../../src/preflight/github/owners-of.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { exampleEstate } from "../support/stacks.ts";

const owners = { all: ["@acme/backup-team"], pipeline: ["@acme/security", "@octocat"] };

test("every file that matters belongs to whom it is said to belong", () => {
  const text = codeOwnersText(owners);
  const found = ownedFiles.map(({ file }) => [file, ownersOf(text, file).join(" ")]);

  expect(Object.fromEntries(found)).toEqual({
    "cdktf.json": "@acme/backup-team",
    "config/organization.yaml": "@acme/security @octocat",
    "config/allowances.yaml": "@acme/security @octocat",
    "config/plans/gold.yaml": "@acme/security @octocat",
    ".github/workflows/deploy.yml": "@acme/security @octocat",
    "src/main.ts": "@acme/security @octocat",
    "stacks/index.ts": "@acme/security @octocat",
    "package.json": "@acme/security @octocat",
    "package-lock.json": "@acme/security @octocat",
    ".terraform.lock.hcl": "@acme/security @octocat",
  });
  expect(ownersOf(text, ".github/CODEOWNERS")).toEqual(owners.pipeline);
  expect(ownersOf(text, "config/accounts/payments-prod.yaml")).toEqual(owners.all);
});

test("the example in the repository is what is written for two teams", () => {
  const example = readFileSync(".github/CODEOWNERS.example", "utf8");

  expect(example).toBe(
    `# npm run -s lockstep -- bootstrap --github --owners @acme/backup-team --pipeline-owners @acme/security\n${codeOwnersText({ all: ["@acme/backup-team"], pipeline: ["@acme/security"] })}`,
  );
});

test("it is written where there is none, and not again", async () => {
  const folder = temporaryFolder();

  expect(await writeCodeOwners(folder, "one\n")).toEqual({ outcome: "written", place: ".github/CODEOWNERS" });
  expect(await writeCodeOwners(folder, "one\n")).toEqual({ outcome: "there", place: ".github/CODEOWNERS" });
  expect(readFileSync(join(folder, ".github/CODEOWNERS"), "utf8")).toBe("one\n");
  expect(readdirSync(join(folder, ".github"))).toEqual(["CODEOWNERS"]);
});

// where GitHub looks: docs.github.com, about code owners
test.each([".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"])(
  "somebody's own in %s stays, and no other is put in front of it",
  async (place) => {
    const folder = temporaryFolder();
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), "* @somebody\n");

    expect(await writeCodeOwners(folder, "* @acme/backup-team\n")).toEqual({ outcome: "other", place });
    expect(readFileSync(join(folder, place), "utf8")).toBe("* @somebody\n");
    expect(readdirSync(folder)).toEqual([place.split("/")[0]]);
  },
);

test("owners are users, and teams of the repository's owner", () => {
  const from = (list: string) => ownersFrom(list, "acme/backup", "--owners");

  expect(from("@acme/backup-team, @octocat,@octocat")).toEqual(["@acme/backup-team", "@octocat"]);
  expect(from("@a,@b,@c,@d,@e,@f")).toHaveLength(6);
  expect(() => from("@a,@b,@c,@d,@e,@f,@g")).toThrow("--owners: got 7; use at most 6, or a team");
  expect(() => from(" , ")).toThrow("--owners: got nobody; use @acme/team or @user, separated by commas");
  for (const wrong of ["octocat", "@other/team", "me@acme.example", "@acme/team/more", "@acme/$(id)"])
    expect(() => from(wrong)).toThrow(
      `--owners: got ${JSON.stringify(wrong)}; use @acme/team or @user, separated by commas`,
    );
});

test("whoever is named approves in the environments, and owns the code", async () => {
  const settings = githubSettings(exampleEstate());
  const folder = temporaryFolder();
  const calls = githubCalls(settings, owners.all);

  const first = await githubToSet(settings, owners, folder);
  const second = await githubToSet(settings, owners, folder);
  const others = await githubToSet(settings, { ...owners, pipeline: ["@octocat"] }, folder);

  expect(calls.join("\n")).toContain("$(gh api orgs/acme/teams/backup-team --jq .id)");
  expect(first).toEqual({
    lines: [...calls, "", "# wrote .github/CODEOWNERS; commit it: it counts once main has it"],
    warnings: [],
  });
  expect(second).toEqual({ lines: [...calls, "", "# .github/CODEOWNERS is as it should be"], warnings: [] });
  expect(others).toEqual({
    lines: calls,
    warnings: [
      "warning: got .github/CODEOWNERS of somebody's own, which stays; use what it lacks of these lines:",
      "",
      codeOwnersText({ ...owners, pipeline: ["@octocat"] }),
    ],
  });
  expect(readFileSync(join(folder, ".github/CODEOWNERS"), "utf8")).toBe(codeOwnersText(owners));
});

test("as long as nobody is named, a name stands in, and no file is written", async () => {
  const folder = temporaryFolder();

  const { lines, warnings } = await githubToSet(githubSettings(exampleEstate()), null, folder);

  expect(lines[0]).toBe(
    "# @acme/backup-approvers stands for who approves; --owners names them, and writes .github/CODEOWNERS",
  );
  expect(lines.join("\n")).toContain("$(gh api orgs/acme/teams/backup-approvers --jq .id)");
  expect(warnings).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
