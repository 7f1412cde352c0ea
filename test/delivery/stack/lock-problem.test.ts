import { expect, test } from "vitest";
import { lockProblem } from "../../../src/delivery/stack/lock-problem.ts";
import { lockedProviders } from "../../../src/delivery/stack/locked-providers.ts";
import { appJson } from "../affected/support/trees.ts";
import { awsLock } from "../support/aws-lock.ts";

const json = appJson("a");
const asking = (required_providers: unknown) => ({ terraform: { required_providers } });
const aws = "registry.terraform.io/hashicorp/aws";
const commit = "commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed";

test("what a lock file says of its providers is read, and nothing of its comments", () => {
  const text = `${awsLock("5.100.0", ["zh:2", "h1:1"])}# provider "a/b/c" {\n#  version = "1"\n#}\nprovider "x.y/z/z" { # other\n  version = "2.0.0-beta"\n}\n`;

  expect([...lockedProviders(text)]).toEqual([
    [aws, { version: "5.100.0", hashes: ["h1:1", "zh:2"] }],
    ["x.y/z/z", { version: "2.0.0-beta", hashes: [] }],
  ]);
  expect([...lockedProviders('provider "x')]).toEqual([]);
});

test.each<readonly [what: string, lock: string | null, problem: string | null]>([
  ["that knows the provider", awsLock(), null],
  ["that is missing", null, `got no .terraform.lock.hcl, so that any release of a provider could be used; ${commit}`],
  ["that is empty", "", `got no ${aws} in .terraform.lock.hcl, so that any release could be used; ${commit}`],
  [
    "without a version",
    awsLock(""),
    `got no ${aws} in .terraform.lock.hcl, so that any release could be used; ${commit}`,
  ],
  [
    "of another provider",
    awsLock().replace("/aws", "/awscc"),
    `got no ${aws} in .terraform.lock.hcl, so that any release could be used; ${commit}`,
  ],
  [
    "without a checksum",
    awsLock("5.100.0", []),
    `got no checksum of ${aws} in .terraform.lock.hcl, so that any package would pass; ${commit}`,
  ],
])("a stack with a lock file %s", (_, lock, problem) => {
  expect(lockProblem(json, lock)).toBe(problem);
});

test.each([
  ["a name alone", asking({ aws: ">= 5" })],
  ["a short source", asking({ other: { source: "AWS" } })],
  ["a source with its owner", asking({ other: { source: "hashicorp/aws" } })],
  ["a whole source", asking({ other: { source: aws } })],
])("%s is the provider that the lock file names", (_, stack) => {
  expect(lockProblem(stack, awsLock())).toBe(null);
  expect(lockProblem(stack, "")).toContain(`got no ${aws} in`);
});

test("what is part of Terraform needs no lock, and every other provider its own", () => {
  const built = { terraform: { source: "terraform.io/builtin/terraform" } };

  expect(lockProblem(asking(built), "")).toBe(null);
  expect(lockProblem(asking({ ...built, aws: {}, time: { source: "hashicorp/time" } }), awsLock())).toBe(
    `got no registry.terraform.io/hashicorp/time in .terraform.lock.hcl, so that any release could be used; ${commit}`,
  );
  expect(lockProblem({}, "")).toBe(null);
});
