import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { blocksOf, type JsonObject, objectAt } from "../../../src/delivery/stack/json-object.ts";
import { readManifest } from "../../../src/delivery/stack/manifest.ts";
import { parseJson } from "../../../src/delivery/stack/parse-json.ts";
import { readPipelineStack, workingCopy } from "../../../src/delivery/stack/pipeline-stack.ts";
import { readLock } from "../../../src/delivery/stack/read-lock.ts";
import { stackName } from "../../../src/delivery/stack/stack-name.ts";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";
import { parseObject, readStackTree } from "../../../src/delivery/stack/stack-tree.ts";
import { withoutOwn } from "../../../src/delivery/stack/without-own.ts";
import { appJson } from "../affected/support/trees.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
const manifest = (stacks: unknown) => JSON.stringify({ version: "0.21.0", stacks });

describe("a synthesized folder", () => {
  test("holds the stacks that its manifest names, sorted, each in its file", async () => {
    const folder = folderWith({ "manifest.json": manifest({ shared: {}, "app-a": { name: "app-a" } }) });

    const { stacks, file } = await readStackTree(folder);

    expect(stacks).toEqual(["app-a", "shared"]);
    expect(file("app-a")).toBe(join(folder, "stacks/app-a/cdk.tf.json"));
  });

  test("without a manifest holds none", async () => {
    expect((await readStackTree(temporaryFolder())).stacks).toEqual([]);
    expect(await readManifest(temporaryFolder())).toBe(null);
  });

  test("has stacks in the order of its manifest, where it says, or where CDKTF writes them", async () => {
    const stacks = { shared: { synthesizedStackPath: "elsewhere/a.json" }, "app-a": {} };
    const folder = folderWith({ "manifest.json": manifest(stacks) });

    expect([...((await readManifest(folder)) ?? [])]).toEqual([
      ["shared", join(folder, "elsewhere/a.json")],
      ["app-a", join(folder, "stacks/app-a/cdk.tf.json")],
    ]);
  });

  test("whose manifest is broken is refused, with all that is wrong", async () => {
    const broken = folderWith({ "manifest.json": manifest({ a: 1, b: { synthesizedStackPath: 2 } }) });
    const file = join(broken, "manifest.json");
    const use = "use a folder that `lockstep synth` wrote";

    await expect(readManifest(broken)).rejects.toThrow(
      new Error(`${file}: stacks.a: got 1; ${use}\n${file}: stacks.b.synthesizedStackPath: got 2; ${use}`),
    );
    await expect(readManifest(folderWith({ "manifest.json/a": "" }))).rejects.toThrow(
      /manifest\.json: got EISDIR.*; use a folder that `lockstep synth` wrote$/,
    );
    const odd = folderWith({ "manifest.json": manifest({ a: {}, "../b": {} }) });
    await expect(readManifest(odd)).rejects.toThrow(
      new Error(`${odd}/manifest.json: got a stack "../b"; use lower-case letters, digits and hyphens`),
    );
  });

  test.each([
    ["a", true],
    ["a-0", true],
    [`a${"b".repeat(127)}`, true],
    [`a${"b".repeat(128)}`, false],
    ["0a", false],
    ["A", false],
    ["a_b", false],
    ["", false],
  ])("may hold a stack called %s: %s", (name, isTaken) => {
    expect(stackName.test(name)).toBe(isTaken);
  });
});

test("a stack's file is a JSON object, or to be synthesized again", () => {
  expect(parseObject('{"a":1}', "a.json")).toEqual({ a: 1 });
  expect(() => parseObject("[]", "a.json")).toThrow(
    new Error("a.json: got [] where an object must be; synthesize it again"),
  );
});

test("the lock file is read where there is one, and what cannot be read is not none", async () => {
  expect(await readLock(folderWith({ ".terraform.lock.hcl": "# locked" }))).toBe("# locked");
  expect(await readLock(temporaryFolder())).toBe(null);
  await expect(readLock(folderWith({ ".terraform.lock.hcl/a": "" }))).rejects.toThrow("EISDIR");
});

test("of a text that is no JSON, and of what is no text, nothing is read", () => {
  expect([parseJson('{"a":1}'), parseJson("{"), parseJson({ a: 1 })]).toEqual([{ a: 1 }, undefined, undefined]);
});

test("at a path that does not lead to an object there is an empty one", () => {
  const value = { a: { b: { c: 1 } }, list: [{ c: 1 }] };

  expect(objectAt(value, "a", "b")).toEqual({ c: 1 });
  expect(objectAt(value)).toBe(value);
  expect(
    [["a", "b", "c"], ["list"], ["list", "0"], ["constructor"], ["x", "y"]].map((path) => objectAt(value, ...path)),
  ).toEqual(Array(5).fill({}));
});

test("blocks are a list or one, and what is no block is left out", () => {
  expect([blocksOf({ a: 1 }), blocksOf([{ a: 1 }, "x", null, { b: 1 }]), blocksOf(undefined)]).toEqual([
    [{ a: 1 }],
    [{ a: 1 }, { b: 1 }],
    [],
  ]);
});

describe("where a stack acts and keeps its state", () => {
  const json = (scope: string, stack: string, accounts: readonly unknown[] = ["666666666601"]) => ({
    terraform: { backend: { s3: { bucket: "states", key: `state/${scope}/${stack}.tfstate` } } },
    provider: { aws: accounts.map((id) => ({ allowed_account_ids: [id] })) },
  });

  test("is told by its own JSON", () => {
    expect(stackPlace("app-a", appJson("a"))).toEqual({
      ...{ scope: "app-nonprod", wave: 2, accountId: "666666666601", retired: false },
      state: "s3://states/state/app-nonprod/app-a.tfstate",
    });
    expect(stackPlace("app-a", appJson("a", { retired: true })).retired).toBe(true);
    expect(stackPlace("bootstrap", json("bootstrap", "bootstrap"))).toMatchObject({ scope: "bootstrap", wave: null });
    expect(stackPlace("shared", json("shared", "shared", ["1".repeat(12), "1".repeat(12)])).accountId).toBe(
      "1".repeat(12),
    );
  });

  test("is retired when any of its providers says so", () => {
    const [provider] = appJson("a", { retired: true }).provider.aws;
    const { provider: _, ...rest } = appJson("a");
    const aws = [
      { ...provider, default_tags: [] },
      { ...provider, default_tags: [{ tags: {} }, ...(provider?.default_tags ?? [])] },
    ];

    expect(stackPlace("app-a", { ...rest, provider: { aws } }).retired).toBe(true);
  });

  test.each<readonly [string, JsonObject, string]>([
    ["another stack's key", json("app-prod", "app-b"), '"state/app-prod/app-b.tfstate" in bucket "states"'],
    ["a scope that there is not", json("other", "app-a"), '"state/other/app-a.tfstate" in bucket "states"'],
    ["no backend", {}, "undefined in bucket undefined"],
    ...["ab", "A".repeat(3), "a".repeat(64), "a/bc"].map((bucket): readonly [string, JsonObject, string] => [
      `a bucket ${bucket}`,
      { ...json("shared", "app-a"), terraform: { backend: { s3: { bucket, key: "state/shared/app-a.tfstate" } } } },
      `"state/shared/app-a.tfstate" in bucket "${bucket}"`,
    ]),
  ])("is not told by %s", (_, of, got) => {
    expect(() => stackPlace("app-a", of)).toThrow(
      new Error(
        `terraform.backend.s3: got key ${got}; use state/shared/app-a.tfstate or that of another scope, in the state bucket`,
      ),
    );
  });

  test.each([
    ["none", [], "[]"],
    ["two", ["1".repeat(12), "2".repeat(12)], '["111111111111","222222222222"]'],
    ["a number", [1], "[1]"],
    ["one that is too short", ["1".repeat(11)], '["11111111111"]'],
    ["one that is too long", ["1".repeat(13)], '["1111111111111"]'],
  ])("has one account, and not %s", (_, accounts, got) => {
    expect(() => stackPlace("shared", json("shared", "shared", accounts))).toThrow(
      new Error(`provider.aws: got allowed_account_ids ${got}; use one account, the same in every provider`),
    );
  });
});

describe("a stack as a job finds it", () => {
  const synth = (more: Readonly<Record<string, string>> = {}) =>
    folderWith({ "head/stacks/app-a/cdk.tf.json": JSON.stringify(appJson("a")), ...more });

  test("is read with its place and folder", async () => {
    const folder = synth();

    expect(await readPipelineStack(folder, "app-a", "app-nonprod")).toMatchObject({
      ...{ stack: "app-a", json: appJson("a"), place: { scope: "app-nonprod" } },
      folder: join(folder, "head/stacks/app-a"),
    });
  });

  test("is refused where it is not synthesized, or of another scope than its shard", async () => {
    const folder = synth();

    await expect(readPipelineStack(folder, "app-b", "app-nonprod")).rejects.toThrow(
      new Error(
        `${folder}/head/stacks/app-b/cdk.tf.json: got no such stack; use the folder that the shards were made from`,
      ),
    );
    await expect(readPipelineStack(folder, "app-a", "app-prod")).rejects.toThrow(
      new Error("app-a: got state of scope app-nonprod in a shard of app-prod; synthesize and shard it again"),
    );
  });

  test.each([
    [{}, ["init", "-input=false", "-no-color"], ["assets", "cdk.tf.json"]],
    [
      { ".terraform.lock.hcl": "# ours" },
      ["init", "-input=false", "-no-color", "-lockfile=readonly"],
      [".terraform.lock.hcl", "assets", "cdk.tf.json"],
    ],
  ] as const)(
    "is copied without what Terraform left, and with the repository's lock file: %j",
    async (lock, args, files) => {
      const left = {
        ...{ ".terraform/providers/x": "", ".terraform.lock.hcl": "# theirs", "terraform.tfstate.backup": "" },
        "assets/a.json": "{}",
      };
      const own = Object.fromEntries(Object.entries(left).map(([name, text]) => [`head/stacks/app-a/${name}`, text]));
      const folder = synth({ ...own, ...lock });
      const to = join(temporaryFolder(), "new", "copy");

      expect(await workingCopy(folder, await readPipelineStack(folder, "app-a", "app-nonprod"), to)).toEqual(args);
      expect(readdirSync(to)).toEqual(files);
      expect(readdirSync(join(to, "assets"))).toEqual(["a.json"]);
      if (files.length === 3) expect(readFileSync(join(to, ".terraform.lock.hcl"), "utf8")).toBe("# ours");
    },
  );
});

test("what is an account's own is replaced where it is that, and nowhere else", () => {
  const own = { stack: "app-a", accountId: "666666666601" };
  const value = {
    key: ["state/app-a.tfstate", { key: "x/app-a.tfstate" }],
    tags: { "lockstep:stack": "app-a", "lockstep:owner": "a@acme.example", other: "app-a" },
    arn: "arn:aws:iam::666666666601:role/x and 6666666666012 and 1666666666601",
    number: 1,
  };

  expect(JSON.parse(withoutOwn(value, own))).toEqual({
    key: ["state/app-a.tfstate", { key: "x/<stack>.tfstate" }],
    tags: { "lockstep:stack": "<lockstep:stack>", "lockstep:owner": "<lockstep:owner>", other: "app-a" },
    arn: "arn:aws:iam::<account>:role/x and 6666666666012 and 1666666666601",
    number: 1,
  });
});
