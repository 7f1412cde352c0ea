import type { CreateGrantCommandInput } from "@aws-sdk/client-kms";
import { describe, expect, test } from "vitest";
import { iamJudge } from "../../judge/iam-judge.ts";
import type { Caller } from "../access.ts";
import { allow, deny, document, iamDecides, keyArn, other, owner, region, root, smallKey } from "./small-key.ts";

const judge = iamJudge();
const named = { KeyId: keyArn };
const to = ({ arn }: Caller, change: Partial<CreateGrantCommandInput> = {}): CreateGrantCommandInput => ({
  ...named,
  GranteePrincipal: arn,
  Operations: ["Decrypt", "DescribeKey"],
  ...change,
});
const denied = { code: "AccessDeniedException" };

describe("a grantee", () => {
  test.each([owner, other])(
    "of account %s may do what is granted, without any policy, and no more",
    async (accountId) => {
      const { cloud, role, may } = smallKey(judge);
      const thief = role("thief", accountId);
      expect(await may(thief, "kms:Decrypt")).toBe(false);

      await cloud.grants.createGrant(root(owner), region, to(thief));

      expect(await may(thief, "kms:Decrypt")).toBe(true);
      expect(await may(thief, "kms:DescribeKey")).toBe(true);
      expect(await may(thief, "kms:Encrypt")).toBe(false);
      expect(await may(role("another", accountId), "kms:Decrypt")).toBe(false);
    },
  );

  test("is held back by every denial, and by a boundary that is silent not", async () => {
    const Principal = { AWS: `arn:aws:iam::${other}:role/denied-by-key` };
    const { cloud, role, may } = smallKey(judge, iamDecides, deny("kms:Decrypt", { Principal }));
    const byKey = role("denied-by-key", other);
    const byOwn = role("denied-by-own", other, [deny("kms:Decrypt")]);
    const byBoundary = role("denied-by-boundary", other, [], document(allow("*"), deny("kms:Decrypt")));
    const silent = role("silent", other, [], document(allow("s3:GetObject")));

    for (const one of [byKey, byOwn, byBoundary, silent]) await cloud.grants.createGrant(root(owner), region, to(one));

    const answers = await Promise.all([byKey, byOwn, byBoundary, silent].map((one) => may(one, "kms:Decrypt")));
    expect(answers).toEqual([false, false, false, true]);
  });

  test("that is an account shares with those to whom its own policies give it", async () => {
    const { cloud, role, may } = smallKey(judge);
    await cloud.grants.createGrant(root(owner), region, to(root(other)));

    expect(await may(role("with", other, [allow("kms:Decrypt")]), "kms:Decrypt")).toBe(true);
    expect(await may(role("without", other), "kms:Decrypt")).toBe(false);
  });

  test.each([
    ["EncryptionContextSubset", { team: "backup" }, true],
    ["EncryptionContextSubset", { team: "backup", more: "x" }, true],
    ["EncryptionContextSubset", { team: "sales" }, false],
    ["EncryptionContextSubset", {}, false],
    ["EncryptionContextEquals", { team: "backup" }, true],
    ["EncryptionContextEquals", { team: "backup", more: "x" }, false],
  ])("bound by %s uses %j: %s, and describes the key in any case", async (constraint, pairs, allowed) => {
    const { cloud, role, may } = smallKey(judge);
    const reader = role("reader", other);
    await cloud.grants.createGrant(
      root(owner),
      region,
      to(reader, { Constraints: { [constraint]: { team: "backup" } } }),
    );

    const context = {
      ...Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
      "kms:EncryptionContextKeys": Object.keys(pairs),
    };
    expect(await may(reader, "kms:Decrypt", context)).toBe(allowed);
    expect(await may(reader, "kms:DescribeKey")).toBe(true);
  });
});

test("a request for a grant says to whom, for what, who retires it, and that no service asks", async () => {
  const { cloud, role, asked } = smallKey(judge);
  const thief = role("thief", other);
  const change = { RetiringPrincipal: root(other).arn, Constraints: { EncryptionContextEquals: { team: "backup" } } };

  await cloud.grants.createGrant(root(owner), region, to(thief, change));

  expect(asked.at(-1)).toMatchObject({
    action: "kms:CreateGrant",
    resourceArn: keyArn,
    context: {
      "kms:GranteePrincipal": thief.arn,
      "kms:GrantOperations": ["Decrypt", "DescribeKey"],
      "kms:RetiringPrincipal": root(other).arn,
      "kms:GrantConstraintType": "EncryptionContextEquals",
      "kms:GrantIsForAWSResource": "false",
    },
  });
});

test("a grant for AWS's services alone cannot be made by hand", async () => {
  const Condition = { Bool: { "kms:GrantIsForAWSResource": "true" } };
  const { cloud, role, key } = smallKey(judge, iamDecides, allow("kms:CreateGrant", { Principal: "*", Condition }));
  const stranger = role("stranger", other, [allow("kms:CreateGrant")]);

  await expect(cloud.grants.createGrant(stranger, region, to(stranger))).rejects.toMatchObject(denied);
  expect(key().grants ?? []).toEqual([]);
});

test("whoever may create grants by a grant creates none that give more, or bind less", async () => {
  const { cloud, role, may } = smallKey(judge);
  const [first, second] = [role("first", other), role("second", other)];
  const Constraints = { EncryptionContextSubset: { team: "backup" } };
  await cloud.grants.createGrant(
    root(owner),
    region,
    to(first, { Operations: ["Decrypt", "CreateGrant"], Constraints }),
  );
  const pass = (change: Partial<CreateGrantCommandInput>) =>
    cloud.grants.createGrant(first, region, to(second, { Operations: ["Decrypt"], Constraints, ...change }));

  await expect(pass({ Operations: ["Decrypt", "Encrypt"] })).rejects.toMatchObject(denied);
  await expect(pass({ Constraints: {} })).rejects.toMatchObject(denied);
  await pass({ Constraints: { EncryptionContextEquals: { team: "backup", more: "x" } } });
  await pass({});

  expect(await may(second, "kms:Decrypt", { "kms:EncryptionContext:team": "backup" })).toBe(true);
});

test("grants are listed and revoked by policies, never by a grant", async () => {
  const { cloud, role, may } = smallKey(judge);
  const { grants } = cloud;
  const thief = role("thief", other);
  const auditor = role("auditor", owner, [allow(["kms:ListGrants", "kms:RevokeGrant", "kms:ListRetirableGrants"])]);
  const RetiringPrincipal = root(other).arn;
  const { GrantId } = await grants.createGrant(root(owner), region, to(thief, { RetiringPrincipal, Name: "copy" }));

  await expect(grants.listGrants(thief, region, named)).rejects.toMatchObject(denied);
  await expect(grants.revokeGrant(thief, region, { ...named, GrantId })).rejects.toMatchObject(denied);
  expect((await grants.listGrants(auditor, region, named)).Grants).toEqual([
    {
      KeyId: keyArn,
      GrantId,
      Name: "copy",
      GranteePrincipal: thief.arn,
      RetiringPrincipal,
      Operations: ["Decrypt", "DescribeKey"],
      Constraints: {},
      IssuingAccount: root(owner).arn,
      CreationDate: new Date("2026-11-02T00:00:00Z"),
    },
  ]);
  expect((await grants.listGrants(auditor, region, { ...named, GranteePrincipal: "nobody" })).Grants).toEqual([]);
  expect((await grants.listRetirableGrants(auditor, region, { RetiringPrincipal })).Grants).toHaveLength(1);
  await grants.revokeGrant(auditor, region, { ...named, GrantId });

  expect(await may(thief, "kms:Decrypt")).toBe(false);
  await expect(grants.revokeGrant(auditor, region, { ...named, GrantId })).rejects.toMatchObject({
    code: "NotFoundException",
  });
});

describe("a grant is retired by", () => {
  const everything = [allow("kms:*")];

  test.each<[string, boolean, (world: ReturnType<typeof smallKey>) => Caller]>([
    ["whom it names, without any policy", true, ({ role }) => role("retiree", other)],
    [
      "whom it names, but for a denial of their own",
      false,
      ({ role }) => role("retiree", other, [deny("kms:RetireGrant")]),
    ],
    ["its grantee only if that is granted", false, ({ role }) => role("grantee", other)],
    ["the key's account", true, () => root(owner)],
    ["whom the key's account gives leave", true, ({ role }) => role("admin", owner, everything)],
    ["nobody else of the key's account", false, ({ role }) => role("other", owner)],
    ["no administrator of another account", false, ({ role }) => role("admin", other, everything)],
  ])("%s: %s", async (_, allowed, who) => {
    // the policy of a key has no say in it
    const Principal = { AWS: root(other).arn };
    const world = smallKey(judge, iamDecides, allow("kms:RetireGrant", { Principal }));
    const RetiringPrincipal = `arn:aws:iam::${other}:role/retiree`;
    const grantee = { arn: `arn:aws:iam::${other}:role/grantee`, accountId: other };
    const { grants } = world.cloud;
    const { GrantId } = await grants.createGrant(root(owner), region, to(grantee, { RetiringPrincipal }));

    const retired = grants.retireGrant(who(world), region, { ...named, GrantId });

    if (allowed) await retired;
    else await expect(retired).rejects.toMatchObject(denied);
    expect(world.key().grants).toHaveLength(allowed ? 0 : 1);
  });

  test("its grantee where RetireGrant is granted, by its token", async () => {
    const { cloud, role, key } = smallKey(judge);
    const grantee = role("grantee", other);
    const change: Partial<CreateGrantCommandInput> = { Operations: ["Decrypt", "RetireGrant"] };
    const { GrantToken } = await cloud.grants.createGrant(root(owner), region, to(grantee, change));

    await cloud.grants.retireGrant(grantee, region, { GrantToken });

    expect(key().grants).toEqual([]);
  });
});
