import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import { describe, expect, test } from "vitest";
import { iamJudge } from "../judge/iam-judge.ts";
import { allow, deny, document, iamDecides, other, owner, root, smallKey } from "../model/kms/small-key.ts";
import type { Statement } from "../model/policy-document.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";

const text = (...statements: readonly Statement[]) => JSON.stringify(document(...statements));
const denied = { name: "AccessDeniedException" };
const lockedOut = { name: "MalformedPolicyDocumentException" };

describe.skipIf(await missingStandIn())("KMS over the wire", () => {
  const standIn = useStandIn(() => {
    const world = smallKey(iamJudge());
    for (const name of ["reader", "retiree"]) world.role(name, other);
    world.role("careful", owner, [
      allow("kms:*"),
      deny("kms:*", { Condition: { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } } }),
    ]);
    return world.cloud;
  });
  const as = (arn: string) => wireClients(standIn().url, standIn().credentialsOf(arn)).kms;
  const roleArn = (name: string, accountId = other) => `arn:aws:iam::${accountId}:role/${name}`;

  async function newKey(): Promise<string> {
    const { KeyMetadata } = await as(root(owner).arn).send(new CreateKeyCommand({ Policy: text(iamDecides) }));
    return KeyMetadata?.Arn ?? "";
  }

  test("a grant gives another account's role what no policy gives it, until it is revoked", async () => {
    const KeyId = await newKey();
    const [administrator, reader] = [as(root(owner).arn), as(roleArn("reader"))];
    await expect(reader.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject(denied);

    const grant = { KeyId, GranteePrincipal: roleArn("reader"), Operations: ["DescribeKey" as const] };
    const { GrantId } = await administrator.send(new CreateGrantCommand(grant));

    await expect(reader.send(new DescribeKeyCommand({ KeyId }))).resolves.toBeDefined();
    expect((await administrator.send(new ListGrantsCommand({ KeyId }))).Grants).toMatchObject([{ GrantId }]);
    await expect(reader.send(new ListGrantsCommand({ KeyId }))).rejects.toMatchObject(denied);
    await as(roleArn("careful", owner)).send(new RevokeGrantCommand({ KeyId, GrantId }));
    await expect(reader.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject(denied);
  });

  test("whom a grant names retires it, and its grantee does not", async () => {
    const KeyId = await newKey();
    const [administrator, reader, retiree] = [as(root(owner).arn), as(roleArn("reader")), as(roleArn("retiree"))];
    const { GrantId } = await administrator.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: roleArn("reader"),
        RetiringPrincipal: roleArn("retiree"),
        Operations: ["DescribeKey"],
      }),
    );

    await expect(reader.send(new RetireGrantCommand({ KeyId, GrantId }))).rejects.toMatchObject(denied);
    await retiree.send(new RetireGrantCommand({ KeyId, GrantId }));

    expect((await administrator.send(new ListGrantsCommand({ KeyId }))).Grants).toEqual([]);
  });

  test("a policy that locks its maker out is refused, for a new key too, unless the check is bypassed", async () => {
    const KeyId = await newKey();
    const Policy = text(iamDecides, deny("kms:PutKeyPolicy", { Principal: "*" }));
    const administrator = as(root(owner).arn);
    const put = { KeyId, PolicyName: "default", Policy };

    await expect(administrator.send(new PutKeyPolicyCommand(put))).rejects.toMatchObject(lockedOut);
    await expect(administrator.send(new CreateKeyCommand({ Policy }))).rejects.toMatchObject(lockedOut);
    const bypassing = new PutKeyPolicyCommand({ ...put, BypassPolicyLockoutSafetyCheck: true });
    await expect(as(roleArn("careful", owner)).send(bypassing)).rejects.toMatchObject(denied);
    await administrator.send(bypassing);

    await expect(
      administrator.send(new PutKeyPolicyCommand({ ...put, Policy: text(iamDecides) })),
    ).rejects.toMatchObject(denied);
  });
});
