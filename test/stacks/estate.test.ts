import { expect, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { exampleEstate, stacksOf } from "../support/stacks.ts";

const estate = exampleEstate();
const stacks = stacksOf(estate);

test("every account, class and duty of the example has its stack", () => {
  const ids = [...stacks.keys()].sort();

  expect(ids).toEqual(
    [
      ...estate.accounts.map(({ name }) => `app-${name}`),
      "bootstrap",
      "management",
      "shared",
      "central-prod",
      "central-nonprod",
      "policies-prod",
      "policies-nonprod",
    ].sort(),
  );
});

test("an organization that keeps its switches by hand has no management stack", () => {
  expect([...stacksOf({ ...estate, management: null }).keys()]).not.toContain("management");
});

test("no stack reads another, or asks AWS anything to be planned", () => {
  for (const [id, stack] of stacks) {
    expect(Object.keys(stack).sort(), id).toEqual(["provider", "resource", "terraform"]);
    expect(JSON.stringify(stack), id).not.toContain("terraform_remote_state");
  }
});

test("every stack is pinned to one account, and takes one role to plan and another to apply", () => {
  for (const [id, { provider }] of stacks) {
    const accounts = new Set(provider.aws.map(({ allowed_account_ids }) => JSON.stringify(allowed_account_ids)));
    expect(accounts.size, id).toBe(1);
    for (const { assume_role, allowed_account_ids } of provider.aws) {
      if (id === "bootstrap") {
        expect(assume_role).toBeUndefined();
        continue;
      }
      const [{ role_arn }] = assume_role as [{ role_arn: string }];
      const [account] = allowed_account_ids as [string];
      const applied = id.startsWith("policies-") ? `lockstep-pipeline-apply-${id}` : "lockstep-pipeline-apply";
      expect(role_arn).toBe(
        `\${terraform.applying ? "arn:aws:iam::${account}:role/${applied}" : "arn:aws:iam::${account}:role/lockstep-pipeline-plan"}`,
      );
    }
  }
});

test("every resource is made by a provider of its stack: the default one is pinned to no account and takes no role", () => {
  for (const [id, { provider, resource }] of stacks) {
    const providers = provider.aws.map(({ alias }) => `aws.${alias}`);
    const resources = Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => ({ address: `${type}.${name}`, provider: block["provider"] })),
    );
    expect(resources.length, id).toBeGreaterThan(0);
    expect(resources.filter((each) => !providers.includes(String(each.provider)))).toEqual([]);
  }
});

test("what a stack makes is tagged with the stack, and in an application account with its class, owner and end", () => {
  const tagsOf = (id: string) => stacks.get(id)?.provider.aws.map(({ default_tags }) => default_tags);

  expect(tagsOf("shared")).toEqual([[{ tags: { "lockstep:stack": "shared" } }]]);
  expect(tagsOf("app-sandbox")).toEqual([
    [
      {
        tags: {
          "lockstep:stack": "app-sandbox",
          "lockstep:class": "nonprod",
          "lockstep:owner": "platform@acme.example",
        },
      },
    ],
  ]);
  expect(tagsOf("app-legacy-crm")).toMatchObject([[{ tags: { "lockstep:state": "retired" } }]]);
});

test("every stack has its own state, encrypted and locked, under the prefix of its scope", () => {
  const keys = [...stacks].map(([id, { terraform }]) => {
    const { s3 } = terraform["backend"] as { s3: Record<string, unknown> };
    expect(s3).toMatchObject({ bucket: "lockstep-state-acme-222222222222", encrypt: true, use_lockfile: true });
    expect(s3["kms_key_id"]).toBe("arn:aws:kms:eu-west-2:222222222222:alias/lockstep-state");
    expect(s3["key"]).toMatch(new RegExp(`^state/[a-z-]+/${id}\\.tfstate$`));
    return s3["key"];
  });

  expect(new Set(keys).size).toBe(stacks.size);
  expect(keys).toContain("state/app-nonprod/app-sandbox.tfstate");
  expect(keys).toContain("state/central-prod/central-prod.tfstate");
});

test("every stack asks for the versions that tests run against, and newer", () => {
  expect(stacks.size).toBeGreaterThan(10);
  for (const { terraform } of stacks.values()) {
    expect(terraform["required_version"]).toBe(">= 1.11");
    expect(terraform["required_providers"]).toEqual({ aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } });
  }
});

test("synthesizing twice gives the same bytes, in whatever order the accounts came", () => {
  const reversed: Estate = { ...estate, accounts: [...estate.accounts].reverse(), units: [...estate.units].reverse() };

  expect(Object.fromEntries(stackTexts(estate))).toEqual(Object.fromEntries(stackTexts(estate)));
  expect(Object.fromEntries(stackTexts(reversed))).toEqual(Object.fromEntries(stackTexts(estate)));
});

test("vaults, keys, locks and the state bucket cannot be destroyed or replaced by Terraform", () => {
  const kept = ["aws_backup_vault", "aws_kms_key", "aws_backup_vault_lock_configuration", "aws_s3_bucket"];

  for (const type of kept) {
    const found = [...stacks.values()].flatMap(({ resource }) => Object.values(resource[type] ?? {}));
    expect(found.length, type).toBeGreaterThan(0);
    for (const resource of found) expect(resource["lifecycle"], type).toMatchObject({ prevent_destroy: true });
  }
});
