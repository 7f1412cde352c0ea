import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareTrees } from "../../../src/delivery/affected/compare-trees.ts";
import { removedProblems } from "../../../src/delivery/affected/removed-problems.ts";
import type { AffectedStacks } from "../../../src/delivery/handoff/affected-stacks.ts";
import { sentence } from "../../../src/diagnostics/sentence.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { appJson, compare, namesOf, outcome, stackFile, writeTree } from "./support/trees.ts";

const two = { "app-a": appJson("a"), "app-b": appJson("b", { accountId: "666666666602" }) };
const edited = (json: unknown, old: string, replacement: string) => {
  const text = JSON.stringify(json);
  if (!text.includes(old)) throw new Error(`"${old}" does not stand in ${text}`);
  return text.replaceAll(old, replacement);
};

const saidOf = (affected: AffectedStacks) =>
  removedProblems(affected).map((problem) => ({ stack: problem.place.stack, message: sentence(problem) }));

test.each([
  ["without a folder", () => join(temporaryFolder(), "none")],
  ["without a manifest", () => temporaryFolder()],
  ["without stacks", () => writeTree({})],
])("a base %s means that everything is added, and that no tool has changed", async (_, base) => {
  const affected = await compareTrees({ folder: base(), lock: null }, { folder: writeTree(two), lock: "new" });

  expect(outcome(affected)).toMatchObject({ added: ["app-a", "app-b"], changed: [], unchanged: 0 });
  expect(affected.toolsChanged).toBe(false);
});

test.each([
  ["a folder that is not there", () => "none"],
  ["a folder without stacks", () => writeTree({})],
])("a head that is %s is an error: to plan nothing would look like success", async (_, folder) => {
  const head = folder();

  await expect(compare(writeTree(two), head)).rejects.toThrow(
    `got no stacks in ${head}; use a folder that \`lockstep synth\` wrote`,
  );
});

test("notes of CDKTF and the order of keys affect nothing", async () => {
  const { terraform, provider, resource } = two["app-a"];
  const rewritten = { resource: { "//": "note", ...resource }, provider, "//": { version: "0.22" }, terraform };

  const affected = await compare(writeTree(two), writeTree({ ...two, "app-a": rewritten }));

  expect(outcome(affected)).toMatchObject({ changed: [], unchanged: 2 });
});

test.each([
  ["Terraform's constraint", ">= 1.11", ">= 1.12"],
  ["a provider's constraint", ">= 5.100.0", ">= 5.101.0"],
  ["a provider's source", '"source":"aws"', '"source":"hashicorp/aws"'],
])("another version of %s in one stack affects all", async (_, old, replacement) => {
  const head = writeTree({ ...two, "app-a": edited(two["app-a"], old, replacement) });

  const affected = await compare(writeTree(two), head);

  expect(outcome(affected)).toMatchObject({ changed: ["app-a", "app-b"], unchanged: 0 });
  expect(affected.toolsChanged).toBe(true);
  expect(affected.changed[1]?.blocks).toEqual({ added: [], changed: [], removed: [] });
});

test.each([
  ["another", "a", "b", true],
  ["a new", null, "b", true],
  ["no longer a", "a", null, true],
  ["the same", "a", "a", false],
  ["still no", null, null, false],
])("%s lock file: all are affected or none", async (_, baseLock, headLock, all) => {
  const affected = await compareTrees(
    { folder: writeTree(two), lock: baseLock },
    { folder: writeTree(two), lock: headLock },
  );

  expect(affected).toMatchObject({ toolsChanged: all, unchanged: all ? 0 : 2 });
  expect(namesOf(affected.changed)).toEqual(all ? ["app-a", "app-b"] : []);
});

test("an added or removed stack with the same versions is no change of tools", async () => {
  const { "app-a": kept, "app-b": other } = two;

  const added = await compare(writeTree({ "app-a": kept }), writeTree(two));
  const removed = await compare(writeTree(two), writeTree({ "app-b": other }));

  expect([added.toolsChanged, removed.toolsChanged]).toEqual([false, false]);
});

test.each([
  ["from active to retired", false, true, "retiring"],
  ["from retired to active", true, false, "changed"],
])("an account that goes %s is %s", async (_, before, after, kind) => {
  const tree = (retired: boolean) => writeTree({ ...two, "app-a": appJson("a", { retired }) });

  const affected = await compare(tree(before), tree(after));

  expect(outcome(affected)).toMatchObject({ changed: [], retiring: [], unchanged: 1, [kind]: ["app-a"] });
});

test("a retired account whose stack changes once more is changed, not retiring", async () => {
  const retired = appJson("a", { retired: true });

  const affected = await compare(
    writeTree({ "app-a": retired }),
    writeTree({ "app-a": edited(retired, "backups", "copies") }),
  );

  expect(outcome(affected)).toMatchObject({ changed: ["app-a"], retiring: [] });
});

test.each([
  [
    "an account's stack",
    "app-a",
    appJson("a"),
    "got no file of account 666666666601 any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached",
  ],
  [
    "a retired account's stack",
    "app-a",
    appJson("a", { retired: true }),
    "got no file of the retired account 666666666601 any more; put it back, or run the workflow retire, by which Terraform lets go of its stack, and then allow stack-removed for a while",
  ],
  [
    "another stack",
    "management",
    edited(appJson("a"), "state/app-nonprod/app-a", "state/management/management"),
    "got no such stack any more; put it back: nobody would plan what it made, which stays in AWS",
  ],
])("says of %s that is removed how to go on", async (_, stack, json, message) => {
  const affected = await compare(
    writeTree({ [stack]: json, "app-b": two["app-b"] }),
    writeTree({ "app-b": two["app-b"] }),
  );

  expect(outcome(affected)).toMatchObject({ removed: [stack], unchanged: 1 });
  expect(saidOf(affected)).toEqual([{ stack, message }]);
});

test.each([
  [
    "to another account",
    appJson("a", { accountId: "666666666609" }),
    "account 666666666609, s3://states/state/app-nonprod/app-a.tfstate",
  ],
  [
    "to another class",
    appJson("a", { scope: "app-prod" }),
    "account 666666666601, s3://states/state/app-prod/app-a.tfstate",
  ],
  [
    "to another state bucket",
    edited(appJson("a"), '"states"', '"other"'),
    "account 666666666601, s3://other/state/app-nonprod/app-a.tfstate",
  ],
])("says of a stack that moves %s that what it made would be left behind", async (_, json, to) => {
  const affected = await compare(writeTree(two), writeTree({ ...two, "app-a": json }));

  expect(outcome(affected)).toMatchObject({ changed: ["app-a"], removed: [] });
  expect(saidOf(affected)).toEqual([
    {
      stack: "app-a",
      message: `got ${to} where it was account 666666666601, s3://states/state/app-nonprod/app-a.tfstate; use what it was: in another place it would start from nothing, and nobody would plan what it made`,
    },
  ]);
});

const broken: readonly (readonly [string, unknown, RegExp])[] = [
  ["no JSON", "{", /^got no JSON \(.+\); synthesize it again$/],
  ["a list", "[]", /^got \[\] where an object must be; synthesize it again$/],
  [
    "nothing",
    "{}",
    /^terraform\.backend\.s3: got key undefined in bucket undefined; use state\/shared\/app-a\.tfstate/,
  ],
  ["another stack's state", appJson("b"), /^terraform\.backend\.s3: got key "state\/app-nonprod\/app-b\.tfstate"/],
  [
    "an unknown scope",
    appJson("a", { scope: "app-test" }),
    /got key "state\/app-test\/app-a\.tfstate" in bucket "states"/,
  ],
  ["a path out of its scope", appJson("a", { scope: "../x" }), /got key "state\/\.\.\/x\/app-a\.tfstate"/],
  ["no bucket", edited(appJson("a"), '"states"', "null"), /in bucket null; use /],
  ["Markdown for a bucket", edited(appJson("a"), '"states"', '"a`b"'), /in bucket "a`b"; use /],
  ["no provider", { ...appJson("a"), provider: {} }, /^provider\.aws: got allowed_account_ids \[\]; use one account/],
  [
    "an account id of 11 digits",
    appJson("a", { accountId: "66666666660" }),
    /got allowed_account_ids \["66666666660"\]/,
  ],
  [
    "two accounts",
    edited(appJson("a"), '["666666666601"]', '["666666666601","1"]'),
    /got allowed_account_ids \["6+01","1"\]/,
  ],
  [
    "a provider for any account",
    { ...appJson("a"), provider: { aws: [...appJson("a").provider.aws, {}] } },
    /got allowed_account_ids \["666666666601",null\]/,
  ],
];

test.each(broken)("a head file with %s is an error that names it", async (_, json, message) => {
  const head = writeTree({ "app-a": json });

  const error = await compare(writeTree({}), head).catch((error: Error) => error);

  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message.startsWith(`${stackFile(head, "app-a")}: `)).toBe(true);
  expect((error as Error).message.slice(stackFile(head, "app-a").length + 2)).toMatch(message);
});

test.each(broken)("a base file with %s is an error that names it, removed or not", async (_, json) => {
  for (const headStack of ["app-a", "app-b"]) {
    const base = writeTree({ "app-a": json });

    const compared = compare(base, writeTree({ [headStack]: appJson(headStack.slice(4)) }));

    await expect(compared).rejects.toThrow(stackFile(base, "app-a"));
  }
});

test("a stack of the manifest without a file is an error that names it", async () => {
  const head = writeTree(two);
  rmSync(stackFile(head, "app-b"));

  await expect(compare(writeTree({}), head)).rejects.toThrow(`${stackFile(head, "app-b")}: got ENOENT`);
});

test.each([
  ["no JSON", "{", "got no JSON ("],
  ["a path for a name", '{"stacks":{"../x":{}}}', 'got a stack "../x"; use lower-case letters, digits and hyphens'],
  ["Markdown for a name", '{"stacks":{"a`b":{}}}', 'got a stack "a`b"; use'],
  ["129 characters for a name", `{"stacks":{"${"a".repeat(129)}":{}}}`, 'got a stack "aaa'],
])("a manifest with %s is an error that names it", async (_, text, message) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "manifest.json"), text);

  await expect(compare(folder, writeTree(two))).rejects.toThrow(`${join(folder, "manifest.json")}: ${message}`);
});

test("a manifest that cannot be read is an error, not an empty base", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "manifest.json"));

  await expect(compare(folder, writeTree(two))).rejects.toThrow(`${join(folder, "manifest.json")}: got EISDIR`);
});
