import { describe, expect, test } from "vitest";
import { iamJudge } from "../../judge/iam-judge.ts";
import type { Statement } from "../policy-document.ts";
import { allow, deny, document, iamDecides, keyArn, other, owner, region, root, smallKey } from "./small-key.ts";

const judge = iamJudge();
const text = (...statements: readonly Statement[]) => JSON.stringify(document(...statements));
const lockedOut = {
  code: "MalformedPolicyDocumentException",
  message: "The new key policy will not allow you to update the key policy in the future.",
};
const custodianArn = `arn:aws:iam::${owner}:role/custodian`;
const onlyCustodian = deny("kms:PutKeyPolicy", {
  Principal: "*",
  Condition: { ArnNotEquals: { "aws:PrincipalArn": custodianArn } },
});
const policies: readonly [string, boolean, readonly Statement[]][] = [
  ["the account", true, [iamDecides]],
  ["the account, but for all except the caller", true, [iamDecides, onlyCustodian]],
  ["the caller alone", true, [allow("kms:PutKeyPolicy", { Principal: { AWS: custodianArn } })]],
  ["the account, but for everybody", false, [iamDecides, deny("kms:*", { Principal: "*" })]],
  ["another account", false, [allow("kms:*", { Principal: { AWS: root(other).arn } })]],
  ["the account, but not to change it", false, [allow("kms:Decrypt", { Principal: { AWS: root(owner).arn } })]],
];

describe("a key policy that allows", () => {
  test.each(policies)("%s is put: %s", async (_, allowed, statements) => {
    const { cloud, role, key } = smallKey(judge);
    const custodian = role("custodian", owner, [allow("kms:PutKeyPolicy")]);
    const before = key().policy;

    const put = cloud.keys.putKeyPolicy(custodian, region, { KeyId: "alias/one", Policy: text(...statements) });

    if (allowed) await put;
    else await expect(put).rejects.toMatchObject(lockedOut);
    expect(key().policy).toEqual(allowed ? document(...statements) : before);
  });

  test.each(policies)("%s is taken for a new key: %s", async (_, allowed, statements) => {
    const { cloud, role } = smallKey(judge);
    const custodian = role("custodian", owner, [allow(["kms:CreateKey", "kms:TagResource"])]);

    const created = cloud.keys.createKey(custodian, region, { Policy: text(...statements) });

    if (allowed) expect((await created).KeyMetadata.AWSAccountId).toBe(owner);
    else await expect(created).rejects.toMatchObject(lockedOut);
    expect(cloud.kms.all()).toHaveLength(allowed ? 2 : 1);
  });
});

test("whoever bypasses the check locks everybody out, and nobody gets in again", async () => {
  const { cloud, role } = smallKey(judge);
  const custodian = role("custodian", owner, [allow("kms:*")]);
  const Policy = text(deny("kms:*", { Principal: "*" }));

  await cloud.keys.putKeyPolicy(custodian, region, { KeyId: keyArn, Policy, BypassPolicyLockoutSafetyCheck: true });

  for (const caller of [custodian, root(owner)]) {
    const back = cloud.keys.putKeyPolicy(caller, region, { KeyId: keyArn, Policy: text(iamDecides) });
    await expect(back).rejects.toMatchObject({ code: "AccessDeniedException" });
  }
});

test("a request says whether it bypasses the check, so that policies can forbid it", async () => {
  const Condition = { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } };
  const { cloud, role, asked } = smallKey(judge);
  const careful = role("careful", owner, [
    allow(["kms:CreateKey", "kms:PutKeyPolicy"]),
    deny("kms:PutKeyPolicy", { Condition }),
    deny("kms:CreateKey", { Condition }),
  ]);
  const put = { KeyId: keyArn, Policy: text(iamDecides) };

  await cloud.keys.putKeyPolicy(careful, region, put);
  await cloud.keys.createKey(careful, region, {});
  for (const forbidden of [
    cloud.keys.putKeyPolicy(careful, region, { ...put, BypassPolicyLockoutSafetyCheck: true }),
    cloud.keys.createKey(careful, region, { BypassPolicyLockoutSafetyCheck: true }),
  ]) {
    await expect(forbidden).rejects.toMatchObject({ code: "AccessDeniedException" });
  }
  const said = asked.filter(({ principalArn }) => principalArn === careful.arn).map(({ context }) => context);
  expect(new Set(said.map((one) => one["kms:BypassPolicyLockoutSafetyCheck"]))).toEqual(new Set(["false", "true"]));
});

test("a new key without a policy is its account's, and is tagged only by those who may", async () => {
  const { cloud, role } = smallKey(judge);
  const Tags = [{ TagKey: "team", TagValue: "backup" }];
  const maker = role("maker", owner, [allow("kms:CreateKey")]);
  await expect(cloud.keys.createKey(maker, region, { Tags })).rejects.toMatchObject({ code: "AccessDeniedException" });

  const { KeyMetadata } = await cloud.keys.createKey(root(owner), region, { Tags });

  expect(cloud.kms.key(KeyMetadata.Arn ?? "")).toMatchObject({
    accountId: owner,
    tags: { team: "backup" },
    policy: { Statement: [{ Principal: { AWS: root(owner).arn }, Action: "kms:*" }] },
  });
});

test.each([
  ["no JSON", keyArn, "{", root(owner), "MalformedPolicyDocumentException"],
  ["no statements", keyArn, "{}", root(owner), "MalformedPolicyDocumentException"],
  ["an unknown key", `${keyArn}-none`, text(iamDecides), root(owner), "NotFoundException"],
  ["a key of another account", keyArn, text(iamDecides), root(other), "NotFoundException"],
])("a key policy is not put with %s", async (_, KeyId, Policy, caller, code) => {
  const { cloud } = smallKey(judge);

  await expect(cloud.keys.putKeyPolicy(caller, region, { KeyId, Policy })).rejects.toMatchObject({ code });
});
