import { expect, test } from "vitest";
import type { AccountReader, FoundKey } from "../../../src/delivery/takeover/account-reader.ts";
import { finder } from "../../../src/delivery/takeover/find-lost.ts";
import { stackAccess } from "../../../src/delivery/takeover/stack-access.ts";
import { change, plan } from "./support/plans.ts";

const accountId = "666666666601";
const role = (name: string) => `arn:aws-cn:iam::${accountId}:role/${name}`;
const json = {
  provider: {
    aws: ["cn-north-1", "cn-northwest-1"].map((region) => ({
      ...{ alias: region, region },
      assume_role: [
        {
          role_arn: `\${terraform.applying ? "${role("lockstep-pipeline-apply")}" : "${role("lockstep-pipeline-plan")}"}`,
        },
      ],
    })),
  },
  resource: {
    aws_kms_key: { one: { provider: "aws.cn-north-1" }, two: { provider: "aws.cn-northwest-1" } },
    aws_sns_topic: { topic: { provider: "aws.cn-northwest-1" } },
    aws_organizations_policy: { gold: { provider: "aws.cn-north-1" }, silver: { provider: "aws.cn-north-1" } },
  },
};
const access = stackAccess(json);
const place = { scope: "app-nonprod", wave: 2, accountId, state: "", retired: false } as const;

function key(keyId: string, description: string): FoundKey {
  const tags = { "lockstep:stack": "app-a" };
  return { keyId, arn: `arn:${keyId}`, description, createdMs: 1, isEnabled: true, hasAlias: false, tags };
}

function findIn(keys: Readonly<Record<string, readonly FoundKey[]>>) {
  const asked: string[] = [];
  const reader: AccountReader = {
    keys: async (region, descriptions) => {
      asked.push(`keys of ${[...descriptions].join()} in ${region}`);
      return keys[region] ?? [];
    },
    policies: async (type, region) => {
      asked.push(`policies of ${type} in ${region}`);
      return new Map([["lockstep-prod-gold", "p-1"]]);
    },
  };
  return { asked, ...finder({ stack: "app-a", json, place, folder: "" }, access, reader) };
}

test("a stack's JSON says by which role it is planned, and in which Region each resource is", () => {
  expect(access).toMatchObject({ roleArn: role("lockstep-pipeline-plan"), partition: "aws-cn" });
  expect([access.regionOf("aws_kms_key.two"), access.regionOf("aws_kms_key.three")]).toEqual([
    "cn-northwest-1",
    undefined,
  ]);
});

test("a stack without a role is planned by the job's own credentials", () => {
  expect(stackAccess({ provider: { aws: [{ alias: "a", region: "a" }] } })).toMatchObject({
    roleArn: null,
    partition: "aws",
  });
});

test("whatever stands beside it, the first role that it takes is the one that its resources are planned by", () => {
  const [one, two] = json.provider.aws;
  const other = { ...two, assume_role: [{ role_arn: role("lockstep-pipeline-plan").replace("6666", "7777") }] };

  expect(stackAccess({ provider: { aws: [one] } }).roleArn).toBe(role("lockstep-pipeline-plan"));
  expect(stackAccess({ provider: { aws: [{ alias: "none" }, one, other] } }).roleArn).toBe(
    role("lockstep-pipeline-plan"),
  );
});

test("keys that are called the same are found each in its own Region", async () => {
  const { keys } = findIn({ "cn-north-1": [key("k-1", "same")], "cn-northwest-1": [key("k-2", "same")] });

  const found = await keys(
    plan(
      change("aws_sns_topic.topic", { after: { description: "same" } }),
      change("aws_kms_key.two", { after: { description: "same" } }),
      change("aws_kms_key.one", { after: { description: "same" } }),
    ),
  );

  expect(found).toEqual({
    imports: [
      { address: "aws_kms_key.one", id: "k-1" },
      { address: "aws_kms_key.two", id: "k-2" },
    ],
    notes: [],
  });
});

test("keys are looked for in the Region that each is planned in, with what the state has", async () => {
  const { keys, asked } = findIn({
    "cn-north-1": [key("k-1", "one")],
    "cn-northwest-1": [key("k-2", "two"), key("k-3", "two")],
  });

  const found = await keys(
    plan(
      change("aws_kms_key.one", { after: { description: "one" } }),
      change("aws_kms_key.two", { actions: ["no-op"], before: { key_id: "k-2" }, after: { description: "two" } }),
    ),
  );

  expect(asked).toEqual(["keys of one in cn-north-1", "keys of two in cn-northwest-1"]);
  expect(found.imports).toEqual([{ address: "aws_kms_key.one", id: "k-1" }]);
  expect(found.notes).toEqual([
    "arn:k-3 was made by an interrupted apply and is used by nothing: it has this stack's tag and no alias, and no state knows it; whoever may delete keys removes it",
  ]);
});

test("where a plan has no keys, none are looked for", async () => {
  const { keys, asked } = findIn({});

  expect(await keys(plan(change("aws_iam_role.r")))).toEqual({ imports: [], notes: [] });
  expect(asked).toEqual([]);
});

test("a lock is found by its vault where the stack says that it is final, and put again everywhere else", async () => {
  const type = "aws_backup_vault_lock_configuration";
  const lock = change(`${type}.lock`, { after: { backup_vault_name: "lockstep-local", changeable_for_days: 14 } });
  const foundIn = (lifecycle?: object) => {
    const held = {
      ...json,
      resource: { ...json.resource, [type]: { lock: { provider: "aws.cn-north-1", lifecycle } } },
    };
    const reader: AccountReader = { keys: async () => [], policies: async () => new Map() };
    return finder({ stack: "app-a", json: held, place, folder: "" }, access, reader).named(plan(lock));
  };

  expect(await foundIn({ ignore_changes: ["changeable_for_days"], prevent_destroy: true })).toEqual([
    { address: `${type}.lock`, id: "lockstep-local" },
  ]);
  expect(await foundIn({ prevent_destroy: true })).toEqual([]);
  expect(await foundIn({ ignore_changes: "changeable_for_days" })).toEqual([]);
  expect(await foundIn()).toEqual([]);
});

test("named things are found by their ids, organization policies by asking once", async () => {
  const { named, asked } = findIn({});
  const policy = (name: string) => ({ after: { name, type: "BACKUP_POLICY" } });

  const found = await named(
    plan(
      change("aws_sns_topic.topic", { after: { name: "lockstep-alerts" } }),
      change("aws_organizations_policy.gold", policy("lockstep-prod-gold")),
      change("aws_organizations_policy.silver", policy("lockstep-prod-silver")),
      change("aws_iam_role.r", { actions: ["update"], after: { name: "r" } }),
      change("aws_iam_role.s", { actions: ["delete", "create"], after: { name: "s" } }),
    ),
  );

  expect(found).toEqual([
    { address: "aws_sns_topic.topic", id: `arn:aws-cn:sns:cn-northwest-1:${accountId}:lockstep-alerts` },
    { address: "aws_organizations_policy.gold", id: "p-1" },
  ]);
  expect(asked).toEqual(["policies of BACKUP_POLICY in cn-north-1"]);
});
