import { expect, test } from "vitest";
import { management, of, ordersAccount, planNamed, rootId, smallOrganization, teamUnit } from "./small-organization.ts";

const backup = (Name: string, Content = planNamed(Name)) =>
  ({ Type: "BACKUP_POLICY", Name, Description: "", Content }) as const;
const guardrail = (Name: string, Content: string) =>
  ({ Type: "SERVICE_CONTROL_POLICY", Name, Description: "", Content }) as const;
const denyAll = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "backup:*", Resource: "*" }],
});

function withBackupPolicies() {
  const { organizations } = smallOrganization();
  organizations.switchOnPolicyType("BACKUP_POLICY");
  const create = async (name: string, content?: string) => {
    const { Policy } = await organizations.createPolicy(management, backup(name, content));
    return Policy?.PolicySummary?.Id ?? "";
  };
  const attach = (PolicyId: string, TargetId: string) => organizations.attachPolicy(management, { PolicyId, TargetId });
  return { organizations, create, attach };
}

test("a new root has no policy type until one is enabled, once", async () => {
  const { organizations } = smallOrganization();
  const type = { RootId: rootId, PolicyType: "BACKUP_POLICY" } as const;
  expect((await organizations.listRoots(management)).Roots?.[0]?.PolicyTypes).toEqual([]);

  await organizations.enablePolicyType(management, type);

  expect((await organizations.listRoots(management)).Roots?.[0]?.PolicyTypes).toEqual([
    { Type: "BACKUP_POLICY", Status: "ENABLED" },
  ]);
  await expect(organizations.enablePolicyType(management, type)).rejects.toMatchObject({
    code: "PolicyTypeAlreadyEnabledException",
  });
});

test("a policy type that is off cannot be attached or disabled, and disabling detaches all of it", async () => {
  const { organizations } = smallOrganization();
  const type = { RootId: rootId, PolicyType: "BACKUP_POLICY" } as const;
  const { Policy } = await organizations.createPolicy(management, backup("gold"));
  const attachment = { PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId };
  const off = { code: "PolicyTypeNotEnabledException" };
  await expect(organizations.attachPolicy(management, attachment)).rejects.toMatchObject(off);
  await expect(organizations.disablePolicyType(management, type)).rejects.toMatchObject(off);

  await organizations.enablePolicyType(management, type);
  await organizations.attachPolicy(management, attachment);
  expect(organizations.effectiveBackupPolicy(ordersAccount)).not.toEqual({});
  await organizations.disablePolicyType(management, type);

  expect(organizations.effectiveBackupPolicy(ordersAccount)).toEqual({});
});

test("a created policy is described as it was written, with ids one after the other", async () => {
  const { organizations, create } = withBackupPolicies();

  const ids = [await create("gold"), await create("silver")];

  expect(ids).toEqual(["p-0000000001", "p-0000000002"]);
  expect((await organizations.describePolicy(management, { PolicyId: ids[0] })).Policy).toEqual({
    Content: planNamed("gold"),
    PolicySummary: {
      Id: "p-0000000001",
      Arn: "arn:aws:organizations::111111111111:policy/o-a1b2c3d4e5/backup_policy/p-0000000001",
      Name: "gold",
      Description: "",
      Type: "BACKUP_POLICY",
      AwsManaged: false,
    },
  });
});

test("names are unique within a type, not across types", async () => {
  const { organizations, create } = withBackupPolicies();
  await create("gold");
  const silver = await create("silver");

  await expect(create("gold")).rejects.toMatchObject({ code: "DuplicatePolicyException" });
  await expect(organizations.updatePolicy(management, { PolicyId: silver, Name: "gold" })).rejects.toMatchObject({
    code: "DuplicatePolicyException",
  });
  await organizations.createPolicy(management, guardrail("gold", denyAll));
  await organizations.updatePolicy(management, { PolicyId: silver, Name: "silver", Description: "renamed to itself" });
});

test("a backup policy has at most 10,000 characters, and a service control policy 10,240", async () => {
  const { organizations, create } = withBackupPolicies();
  const padded = (content: string, characters: number) => content.padEnd(characters, " ");
  const tooLong = {
    code: "ConstraintViolationException",
    message: expect.stringContaining("POLICY_CONTENT_LIMIT_EXCEEDED"),
  };

  await create("last good", padded(planNamed("a"), 10_000));
  await expect(create("first bad", padded(planNamed("a"), 10_001))).rejects.toMatchObject(tooLong);
  await organizations.createPolicy(management, guardrail("last good", padded(denyAll, 10_240)));
  await expect(
    organizations.createPolicy(management, guardrail("first bad", padded(denyAll, 10_241))),
  ).rejects.toMatchObject(tooLong);
});

test.each([
  ["no JSON", "{"],
  ["a list", "[]"],
  ["no plans", "{}"],
  ["plans that are no object", '{"plans":[]}'],
  ["something beside plans", '{"plans":{},"rules":{}}'],
  ["a value without an operator", '{"plans":{"a":{"regions":["eu-west-2"]}}}'],
  ["a number", '{"plans":{"a":{"x":{"@@assign":1}}}}'],
  ["text to append", '{"plans":{"a":{"x":{"@@append":"b"}}}}'],
  ["an unknown operator", '{"plans":{"a":{"x":{"@@set":"b"}}}}'],
  ["an unknown operator for children", '{"plans":{"@@operators_allowed_for_child_policies":["@@set"]}}'],
  ["the same key twice", '{"plans":{"a":{"x":{"@@assign":"1"}},"a":{"x":{"@@assign":"2"}}}}'],
])("a backup policy is malformed with %s", async (_, content) => {
  const { create } = withBackupPolicies();

  await expect(create("gold", content)).rejects.toMatchObject({ code: "MalformedPolicyDocumentException" });
});

test("a backup policy may have operators at every depth, and the same key in two objects", async () => {
  const { create } = withBackupPolicies();
  const control = { "@@operators_allowed_for_child_policies": ["@@none"] };
  const content = JSON.stringify({
    plans: { ...control, a: { x: { "@@assign": "1", ...control } }, b: { x: { "@@append": ["2"] } } },
  });

  await expect(create("gold", content)).resolves.toBe("p-0000000001");
});

test.each([
  ["no statement", "{}"],
  ["an effect of its own", '{"Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}}'],
  ["no action", '{"Statement":{"Effect":"Deny","Resource":"*"}}'],
  ["no resource", '{"Statement":{"Effect":"Deny","Action":"*"}}'],
  ["a principal", '{"Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}'],
])("a service control policy is malformed with %s", async (_, content) => {
  const { organizations } = smallOrganization();

  await expect(organizations.createPolicy(management, guardrail("g", content))).rejects.toMatchObject({
    code: "MalformedPolicyDocumentException",
  });
});

const control = (statement: object, Version: unknown = "2012-10-17") => ({
  Name: "resources",
  Description: "",
  Type: "RESOURCE_CONTROL_POLICY" as const,
  Content: JSON.stringify({ Version, Statement: [statement] }),
});
const denied = { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*" };

test.each([
  ["an Allow", { ...denied, Effect: "Allow" }],
  ["no principal", { ...denied, Principal: undefined }],
  ["a principal by name", { ...denied, Principal: { AWS: "*" } }],
  ["NotPrincipal", { ...denied, Principal: undefined, NotPrincipal: { AWS: "111111111111" } }],
  ["no action", { ...denied, Action: [] }],
  ["every action", { ...denied, Action: "*" }],
  ["a service that is a pattern", { ...denied, Action: "*:Decrypt" }],
  ["a service in upper case", { ...denied, Action: "KMS:Decrypt" }],
  ["NotAction", { ...denied, Action: undefined, NotAction: "kms:Decrypt" }],
  ["no resource", { ...denied, Resource: undefined }],
  ["Resource and NotResource", { ...denied, NotResource: "*" }],
  ["an element of no policy", { ...denied, Id: "1" }],
  ["a service that is not covered: AWS Backup", { ...denied, Action: ["kms:*", "backup:*"] }],
  ["a service that is not covered: IAM", { ...denied, Action: "iam:UpdateAssumeRolePolicy" }],
  ["a service that is not covered: Organizations", { ...denied, Action: "organizations:*" }],
  ["a service that is not covered: SNS", { ...denied, Action: "sns:Publish" }],
  ["the one action on keys that is not covered", { ...denied, Action: "kms:RetireGrant" }],
])("a resource control policy is malformed with %s", async (_, statement) => {
  const { organizations } = smallOrganization();

  await expect(organizations.createPolicy(management, control(statement))).rejects.toMatchObject({
    code: "MalformedPolicyDocumentException",
  });
});

test("a resource control policy denies everybody, on resources or on all but some, and says its version", async () => {
  const { organizations } = smallOrganization();
  const NotResource = "arn:aws:s3:::public";
  const Condition = { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
  const others = { ...denied, Sid: "Others", Action: ["s3:Get*", "sts:AssumeRole"], Resource: undefined, NotResource };

  await organizations.createPolicy(management, control({ ...others, Condition }));
  const old = { ...control(denied, "2008-10-17"), Name: "old" };
  await expect(organizations.createPolicy(management, old)).rejects.toMatchObject({
    code: "MalformedPolicyDocumentException",
  });
});

test("a resource control policy has at most 5,120 characters, and four attach beside AWS's own, which stays", async () => {
  const { organizations } = smallOrganization();
  organizations.switchOnPolicyType("RESOURCE_CONTROL_POLICY");
  const padded = (Name: string, characters: number) => {
    const policy = control(denied);
    return { ...policy, Name, Content: policy.Content.padEnd(characters, " ") };
  };
  const attach = async (Name: string) => {
    const { Policy } = await organizations.createPolicy(management, padded(Name, 5120));
    await organizations.attachPolicy(management, { PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId });
  };

  await expect(organizations.createPolicy(management, padded("long", 5121))).rejects.toMatchObject({
    message: expect.stringContaining("POLICY_CONTENT_LIMIT_EXCEEDED"),
  });
  for (const name of ["a", "b", "c", "d"]) await attach(name);
  await expect(attach("e")).rejects.toMatchObject({
    message: expect.stringContaining("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
  });
  await expect(
    organizations.detachPolicy(management, { PolicyId: "p-RCPFullAWSAccess", TargetId: rootId }),
  ).rejects.toMatchObject({ message: expect.stringContaining("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED") });
});

test("resource control policies guard what is in member accounts, from their root down, and not in management", async () => {
  const { organizations } = smallOrganization();
  const { Policy } = await organizations.createPolicy(management, control(denied));
  const attachment = { PolicyId: Policy?.PolicySummary?.Id, TargetId: teamUnit };
  const names = (accountId: string) => organizations.resourceControlPolicies(accountId).map(({ name }) => name);
  await expect(organizations.attachPolicy(management, attachment)).rejects.toMatchObject({
    code: "PolicyTypeNotEnabledException",
  });

  organizations.switchOnPolicyType("RESOURCE_CONTROL_POLICY");
  expect(names(ordersAccount)).toEqual([]);
  await organizations.attachPolicy(management, attachment);

  expect(names(ordersAccount)).toEqual(["resource control policy resources"]);
  expect(names("222222222222")).toEqual([]);
  await organizations.attachPolicy(management, { ...attachment, TargetId: rootId });
  expect(names("222222222222")).toEqual(["resource control policy resources"]);
  expect(names("111111111111")).toEqual([]);
  expect(names("999999999999")).toEqual([]);
});

test("ten policies of a type attach to a target, and an eleventh does not", async () => {
  const { create, attach } = withBackupPolicies();
  for (let index = 0; index < 10; index++) await attach(await create(`plan-${index}`), ordersAccount);

  await expect(attach(await create("plan-10"), ordersAccount)).rejects.toMatchObject({
    code: "ConstraintViolationException",
    message: expect.stringContaining("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
  });
});

test("a policy attaches once to a target, is in use until it is detached, and detaches once", async () => {
  const { organizations, create, attach } = withBackupPolicies();
  const PolicyId = await create("gold");
  const detach = () => organizations.detachPolicy(management, { PolicyId, TargetId: teamUnit });
  const remove = () => organizations.deletePolicy(management, { PolicyId });

  await attach(PolicyId, teamUnit);
  await expect(attach(PolicyId, teamUnit)).rejects.toMatchObject({ code: "DuplicatePolicyAttachmentException" });
  await expect(remove()).rejects.toMatchObject({ code: "PolicyInUseException" });
  expect((await organizations.listTargetsForPolicy(management, { PolicyId })).Targets).toMatchObject([
    { TargetId: teamUnit, Name: "team", Type: "ORGANIZATIONAL_UNIT" },
  ]);
  await detach();
  await expect(detach()).rejects.toMatchObject({ code: "PolicyNotAttachedException" });
  await remove();

  await expect(remove()).rejects.toMatchObject({ code: "PolicyNotFoundException" });
  await expect(attach(PolicyId, teamUnit)).rejects.toMatchObject({ code: "PolicyNotFoundException" });
});

test("a policy attaches to nothing outside of the organization", async () => {
  const { create, attach } = withBackupPolicies();
  const id = await create("gold");

  for (const target of ["ou-ab12-99999999", "999999999999", "r-zz99"]) {
    await expect(attach(id, target)).rejects.toMatchObject({ code: "TargetNotFoundException" });
  }
});

test("an account runs what is attached to its root, its units and itself, in the order of attachment", async () => {
  const { organizations, create, attach } = withBackupPolicies();
  const assign = (value: string) => JSON.stringify({ plans: { a: { x: { "@@assign": value } } } });
  const atRoot = await create("at root", assign("root"));
  const inUnit = await create("in unit", assign("unit"));
  await attach(inUnit, teamUnit);
  await attach(atRoot, rootId);
  await attach(await create("second in unit", assign("late")), teamUnit);

  expect(organizations.effectiveBackupPolicy(ordersAccount)).toEqual({ plans: { a: { x: "unit" } } });
  expect(organizations.effectiveBackupPolicy("222222222222")).toEqual({ plans: { a: { x: "root" } } });
  expect(organizations.effectiveBackupPolicy("999999999999")).toEqual({});
});

test("an account may ask for its own effective policy, and for no other's", async () => {
  const { organizations, create, attach } = withBackupPolicies();
  const ask = (accountId: string, TargetId?: string) =>
    organizations.describeEffectivePolicy(of(accountId), { PolicyType: "BACKUP_POLICY", TargetId });
  await expect(ask(ordersAccount)).rejects.toMatchObject({ code: "EffectivePolicyNotFoundException" });

  await attach(await create("gold"), teamUnit);

  expect((await ask(ordersAccount)).EffectivePolicy).toMatchObject({
    TargetId: ordersAccount,
    PolicyContent: '{"plans":{"gold":{"regions":["eu-west-2"]}}}',
  });
  await expect(ask("222222222222", ordersAccount)).rejects.toMatchObject({ code: "AccessDeniedException" });
});

test("FullAWSAccess is on everything as soon as service control policies are, and on what comes later", async () => {
  const { organizations } = smallOrganization();
  expect(organizations.serviceControlPolicies(ordersAccount)).toEqual([]);

  organizations.switchOnPolicyType("SERVICE_CONTROL_POLICY");
  organizations.addUnit({ id: "ou-ab12-22222222", name: "late", parentId: teamUnit });
  organizations.addAccount({ id: "444444444444", name: "late", parentId: "ou-ab12-22222222" });

  const levels = organizations.serviceControlPolicies("444444444444");
  expect(levels.map(({ of }) => of)).toEqual([rootId, teamUnit, "ou-ab12-22222222", "444444444444"]);
  expect(levels.flatMap(({ policies }) => policies.map(({ name }) => name))).toEqual(
    Array(4).fill("service control policy FullAWSAccess"),
  );
});

test("the last service control policy of a target stays, and AWS's own is never changed", async () => {
  const { organizations } = smallOrganization();
  organizations.switchOnPolicyType("SERVICE_CONTROL_POLICY");
  const full = { PolicyId: "p-FullAWSAccess", TargetId: rootId };

  await expect(organizations.detachPolicy(management, full)).rejects.toMatchObject({
    message: expect.stringContaining("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"),
  });
  await expect(
    organizations.updatePolicy(management, { PolicyId: "p-FullAWSAccess", Content: denyAll }),
  ).rejects.toMatchObject({ code: "InvalidInputException" });
  const { Policy } = await organizations.createPolicy(management, guardrail("guardrails", denyAll));
  await organizations.attachPolicy(management, { PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId });
  await organizations.detachPolicy(management, full);

  expect(
    (await organizations.listPoliciesForTarget(management, { TargetId: rootId, Filter: "SERVICE_CONTROL_POLICY" }))
      .Policies,
  ).toMatchObject([{ Name: "guardrails" }]);
});

test("tags come with a policy, are added, and taken away again", async () => {
  const { organizations } = withBackupPolicies();
  const Tags = [{ Key: "class", Value: "prod" }];
  const { Policy } = await organizations.createPolicy(management, { ...backup("gold"), Tags });
  const ResourceId = Policy?.PolicySummary?.Id;

  await organizations.tagResource(management, { ResourceId, Tags: [{ Key: "plan", Value: "gold" }] });
  await organizations.untagResource(management, { ResourceId, TagKeys: ["class"] });

  expect((await organizations.listTagsForResource(management, { ResourceId })).Tags).toEqual([
    { Key: "plan", Value: "gold" },
  ]);
  await expect(organizations.listTagsForResource(management, { ResourceId: "999999999999" })).rejects.toMatchObject({
    code: "TargetNotFoundException",
  });
});
