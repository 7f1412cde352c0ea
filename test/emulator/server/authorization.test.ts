import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteRolePolicyCommand,
  GenerateCredentialReportCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { iamJudge } from "../judge/iam-judge.ts";
import { Cloud } from "../model/cloud.ts";
import { allowEverything, type Document, type Statement } from "../model/policy-document.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";
import type { IssuedCredentials } from "./sessions.ts";

const [management, app, other] = ["111111111111", "222222222222", "333333333333"];
const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
const document = (...Statement: readonly Statement[]): Document => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | readonly string[], Resource = "*"): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
});
const trustOf = (AWS: string, Condition?: Statement["Condition"]): Document =>
  document({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", ...(Condition ? { Condition } : {}) });
const roleArn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;

function organization(): Cloud {
  const cloud = new Cloud({
    start: new Date("2026-11-01T00:00:00Z"),
    judge: iamJudge(),
    organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12", managementAccountId: management },
  });
  cloud.iam.putPolicy(administratorAccess, allowEverything);
  for (const accountId of [app, other]) {
    cloud.organizations.addAccount({ id: accountId, name: accountId, parentId: "r-ab12" });
    putRole(cloud, accountId, "Administrator", { attachedPolicyArns: [administratorAccess] });
  }
  return cloud;
}

function putRole(
  { iam }: Cloud,
  accountId: string,
  name: string,
  { inline = {}, trust = trustOf(`arn:aws:iam::${accountId}:root`), attachedPolicyArns = [] as readonly string[] } = {},
): string {
  const arn = roleArn(accountId, name);
  iam.putRole({
    arn,
    accountId,
    name,
    path: "/",
    trust,
    inline: new Map(Object.entries(inline)),
    attachedPolicyArns,
    boundaryArn: null,
    tags: {},
  });
  return arn;
}

describe.skipIf(await missingStandIn())("who may do what over the wire", () => {
  const standIn = useStandIn(organization);
  const as = (arn: string, context = {}) => wireClients(standIn().url, standIn().credentialsOf(arn, context));
  const administrator = (accountId = app) => as(roleArn(accountId, "Administrator"));
  const session = ({ AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = {}): IssuedCredentials => ({
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  });

  test("the account is that of the credentials", async () => {
    const identities = await Promise.all(
      [app, other].map((accountId) => administrator(accountId).sts.send(new GetCallerIdentityCommand({}))),
    );

    expect(identities).toMatchObject([
      { Account: app, Arn: `arn:aws:sts::${app}:assumed-role/Administrator/session` },
      { Account: other },
    ]);
  });

  test("nobody knows an access key that was never handed out", async () => {
    const { iam, backup, s3 } = wireClients(standIn().url, {
      accessKeyId: "AKIANOBODY",
      secretAccessKey: "x",
      sessionToken: "x",
    });

    await expect(iam.send(new GetRoleCommand({ RoleName: "Administrator" }))).rejects.toThrow("security token");
    const { ListBackupVaultsCommand } = await import("@aws-sdk/client-backup");
    await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
    await expect(s3.send(new PutObjectCommand({ Bucket: "any", Key: "any", Body: "any" }))).rejects.toMatchObject({
      name: "InvalidAccessKeyId",
    });
  });

  test("a role is taken by whom its trust and their own policies let", async () => {
    const { cloud } = standIn();
    const target = putRole(cloud, other, "target", {
      trust: trustOf(roleArn(app, "trusted")),
      inline: { all: allowEverything },
    });
    const trusted = putRole(cloud, app, "trusted", { inline: { take: document(allow("sts:AssumeRole", target)) } });
    const powerless = putRole(cloud, app, "powerless");
    const stranger = putRole(cloud, app, "stranger", { inline: { take: document(allow("sts:AssumeRole")) } });
    const take = (arn: string) => as(arn).sts.send(new AssumeRoleCommand({ RoleArn: target, RoleSessionName: "test" }));

    const { Credentials, AssumedRoleUser } = await take(trusted);
    const inside = wireClients(standIn().url, session(Credentials));

    expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${other}:assumed-role/target/test`);
    expect((await inside.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(AssumedRoleUser?.Arn);
    for (const arn of [powerless, stranger]) await expect(take(arn)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("MFA is there only if it was shown", async () => {
    const arn = putRole(standIn().cloud, app, "careful", {
      inline: { all: allowEverything },
      trust: trustOf(`arn:aws:iam::${app}:root`, { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    });
    const take = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "test" });
    const admin = roleArn(app, "Administrator");

    await expect(as(admin).sts.send(take)).rejects.toThrow("not authorized");
    await expect(as(admin, { "aws:MultiFactorAuthPresent": "true" }).sts.send(take)).resolves.toBeDefined();
  });

  test("a token of a trusted identity provider opens the role that names its subject", async () => {
    const host = "token.actions.githubusercontent.com";
    const arn = putRole(standIn().cloud, app, "workflow", {
      trust: document({
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${app}:oidc-provider/${host}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${host}:sub`]: "repo:acme/backups:ref:refs/heads/main",
            [`${host}:aud`]: "sts.amazonaws.com",
          },
        },
      }),
    });
    const token = (sub: string) => {
      const claims = { iss: `https://${host}`, sub, aud: "sts.amazonaws.com" };
      return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
    };
    const take = (sub: string) =>
      administrator().sts.send(
        new AssumeRoleWithWebIdentityCommand({ RoleArn: arn, RoleSessionName: "run", WebIdentityToken: token(sub) }),
      );
    const right = "repo:acme/backups:ref:refs/heads/main";

    await expect(take(right)).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
    await administrator().iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: `https://${host}`,
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["f".repeat(40)],
      }),
    );
    await expect(take("repo:acme/backups:pull_request")).rejects.toThrow("not authorized");
    await expect(take(right)).resolves.toMatchObject({ SubjectFromWebIdentityToken: right });
  });

  test("what was changed over the wire decides the next request", async () => {
    const { iam } = administrator();
    const name = "changing";
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify(trustOf(`arn:aws:iam::${app}:root`)),
      }),
    );
    const look = () => as(roleArn(app, name)).iam.send(new GetRoleCommand({ RoleName: name }));
    const policy = { RoleName: name, PolicyName: "look" };

    await expect(look()).rejects.toMatchObject({ name: "AccessDenied" });
    await iam.send(
      new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(document(allow("iam:GetRole"))) }),
    );
    await expect(look()).resolves.toMatchObject({ Role: { RoleName: name } });
    await iam.send(new DeleteRolePolicyCommand(policy));
    await expect(look()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a boundary that was set when a role was made is looked at when it is changed", async () => {
    const { iam } = administrator();
    const Condition = { ArnLike: { "iam:PermissionsBoundary": `arn:aws:iam::${app}:policy/fence` } };
    standIn().cloud.iam.putPolicy(`arn:aws:iam::${app}:policy/fence`, allowEverything);
    const builder = putRole(standIn().cloud, app, "builder", {
      inline: { build: document({ ...allow(["iam:CreateRole", "iam:PutRolePolicy"]), Condition }) },
    });
    const trust = JSON.stringify(trustOf(`arn:aws:iam::${app}:root`));
    const create = (RoleName: string, own = {}) =>
      as(builder).iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...own }));
    const put = (RoleName: string) =>
      as(builder).iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: JSON.stringify(allowEverything) }),
      );

    await expect(create("free")).rejects.toMatchObject({ name: "AccessDenied" });
    await create("fenced", { PermissionsBoundary: `arn:aws:iam::${app}:policy/fence` });
    await put("fenced");
    await iam.send(new CreateRoleCommand({ RoleName: "of-others", AssumeRolePolicyDocument: trust }));
    await expect(put("of-others")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a user that was made over the wire is known by the key that IAM made", async () => {
    const { iam } = administrator();
    await iam.send(new CreateUserCommand({ UserName: "robot" }));
    await iam.send(
      new PutUserPolicyCommand({
        UserName: "robot",
        PolicyName: "p",
        PolicyDocument: JSON.stringify(document(allow("iam:GetRole"))),
      }),
    );
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "robot" }));
    const robot = wireClients(standIn().url, session(AccessKey));

    await expect(robot.iam.send(new GetRoleCommand({ RoleName: "Administrator" }))).resolves.toBeDefined();
    await expect(robot.iam.send(new CreateUserCommand({ UserName: "second" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  test("a key's own policy, its alias and its tags decide", async () => {
    const { kms } = administrator();
    const root = {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${app}:root` },
      Action: "kms:*",
      Resource: "*",
    } as const;
    const kept = {
      Sid: "Kept",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:ScheduleKeyDeletion",
      Resource: "*",
    } as const;
    const created = await kms.send(
      new CreateKeyCommand({
        Policy: JSON.stringify(document(root, kept)),
        Tags: [{ TagKey: "team", TagValue: "backup" }],
      }),
    );
    const KeyId = created.KeyMetadata?.KeyId ?? "";
    const Condition = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/mine" } };
    const reader = putRole(standIn().cloud, app, "reader", {
      inline: { read: document({ ...allow("kms:DescribeKey"), Condition }) },
    });
    const read = (id: string) => as(reader).kms.send(new DescribeKeyCommand({ KeyId: id }));

    await expect(read(KeyId)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await kms.send(new CreateAliasCommand({ AliasName: "alias/mine", TargetKeyId: KeyId }));
    await expect(read("alias/mine")).resolves.toMatchObject({ KeyMetadata: { KeyId } });
    await expect(kms.send(new ScheduleKeyDeletionCommand({ KeyId }))).rejects.toThrow(
      "policy of the key alias/mine: Kept",
    );
    expect(standIn().cloud.kms.key(created.KeyMetadata?.Arn ?? "")).toMatchObject({
      aliases: ["alias/mine"],
      tags: { team: "backup" },
    });
  });

  test("a bucket's policy is given back as it was put, and decides by its conditions", async () => {
    const { s3 } = administrator();
    const Bucket = "states";
    const location = { CreateBucketConfiguration: { LocationConstraint: "eu-west-2" } } as const;
    await s3.send(new CreateBucketCommand({ Bucket, ...location }));
    const Policy = JSON.stringify(
      document(
        {
          Sid: "Tls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: `arn:aws:s3:::${Bucket}/*`,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "Frozen",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:PutObject",
          Resource: `arn:aws:s3:::${Bucket}/frozen/*`,
        },
        {
          Sid: "Others",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${other}:root` },
          Action: "s3:GetObject",
          Resource: `arn:aws:s3:::${Bucket}/shared/*`,
        },
      ),
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

    expect(JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? "")).toEqual(
      JSON.parse(Policy),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: "shared/a", Body: "a" }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: "frozen/a", Body: "a" }))).rejects.toThrow(
      "policy of the bucket states: Frozen",
    );
    const got = await administrator(other).s3.send(new GetObjectCommand({ Bucket, Key: "shared/a" }));
    expect(await got.Body?.transformToString()).toBe("a");
    await expect(administrator(other).s3.send(new GetObjectCommand({ Bucket, Key: "else" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  test("of two who race for the same lock one gets it", async () => {
    const { s3 } = administrator();
    const Bucket = "locks";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-2" } }));

    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        administrator().s3.send(
          new PutObjectCommand({ Bucket, Key: "stack.tflock", Body: `${index}`, IfNoneMatch: "*" }),
        ),
      ),
    );

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { name: "PreconditionFailed" } });
  });

  test("what nobody has mapped is refused by name, unless an administrator asks", async () => {
    const lesser = putRole(standIn().cloud, app, "lesser", { inline: { all: allowEverything } });
    const report = new GenerateCredentialReportCommand({});

    await expect(as(lesser).iam.send(report)).rejects.toThrow(
      "iam:GenerateCredentialReport (the stand-in does not know what it takes; map it in test/emulator/server/forwarded)",
    );
    await expect(administrator().iam.send(report)).resolves.toBeDefined();
  });

  test("a service-linked role is made once, with the policy that AWS attaches to it", async () => {
    const create = new CreateServiceLinkedRoleCommand({ AWSServiceName: "backup.amazonaws.com" });
    await administrator(other).iam.send(create);
    await administrator(other).iam.send(new GetRoleCommand({ RoleName: "AWSServiceRoleForBackup" }));

    const arn = roleArn(other, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
    expect(standIn().cloud.iam.role(arn)?.attachedPolicyArns).toEqual([
      "arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup",
    ]);
    await expect(administrator(other).iam.send(create)).rejects.toMatchObject({ name: "InvalidInputException" });
  });

  test("AWS's own policies are attached by name, and decide", async () => {
    const auditor = putRole(standIn().cloud, app, "auditor");
    const look = () => as(auditor).iam.send(new GetRoleCommand({ RoleName: "auditor" }));

    await expect(look()).rejects.toMatchObject({ name: "AccessDenied" });
    await administrator().iam.send(
      new AttachRolePolicyCommand({ RoleName: "auditor", PolicyArn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }),
    );
    await expect(look()).resolves.toBeDefined();
  });
});
