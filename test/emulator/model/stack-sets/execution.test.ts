import { describe, expect, test } from "vitest";
import { allowAll, denying } from "../../testing/judges.ts";
import type { Context, Judge } from "../access.ts";
import type { Role } from "../iam.ts";
import { of, ordersAccount, sharedAccount, smallOrganization, teamUnit } from "../organizations/small-organization.ts";
import { allowEverything, type Document } from "../policy-document.ts";
import { executionRole, executionRoleArn } from "./execution-role.ts";
import { IamStackDeployer } from "./iam-stack-deployer.ts";
import { StackSets, stackSetsService } from "./stack-sets.ts";

const region = "eu-west-2";
const shared = of(sharedAccount);
const named = { StackSetName: "roles", CallAs: "DELEGATED_ADMIN" } as const;
const custodianArn = `arn:aws:iam::${ordersAccount}:role/custodian`;
const policyArn = (name: string) => `arn:aws:iam::${ordersAccount}:policy/${name}`;

const trusting = (AWS: string): Document => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" }],
});
const [ann, bob] = [trusting("arn:aws:iam::222222222222:user/ann"), trusting("arn:aws:iam::222222222222:user/bob")];

const custodian = {
  RoleName: "custodian",
  AssumeRolePolicyDocument: ann,
  Policies: [{ PolicyName: "permissions", PolicyDocument: allowEverything }],
  ManagedPolicyArns: [policyArn("extra")],
  PermissionsBoundary: policyArn("boundary"),
  Tags: [{ Key: "team", Value: "backup" }],
};
const boundary = { ManagedPolicyName: "boundary", PolicyDocument: allowEverything };
const templateOf = (role: object | null = custodian, policy: object | null = boundary) =>
  JSON.stringify({
    Resources: {
      ...(role === null ? {} : { Custodian: { Type: "AWS::IAM::Role", Properties: role } }),
      ...(policy === null ? {} : { Boundary: { Type: "AWS::IAM::ManagedPolicy", Properties: policy } }),
      Kept: { Type: "AWS::IAM::ManagedPolicy", Properties: { ManagedPolicyName: "kept", PolicyDocument: ann } },
    },
  });

/** A StackSet whose custodian trusts Ann, deployed to the orders account by the delegated administrator. */
async function deployed(judge: Judge = allowAll) {
  const asked: { readonly action: string; readonly arn: string; readonly context: Context }[] = [];
  const world = smallOrganization(async (question) => {
    const { principalArn, action, resourceArn: arn, context } = question;
    if (principalArn === executionRoleArn(ordersAccount)) asked.push({ action, arn, context });
    return judge(question);
  });
  const { iam, access, organizations } = world;
  organizations.delegateService(sharedAccount, stackSetsService);
  iam.putPolicy(policyArn("extra"), allowEverything);
  const stackSets = new StackSets({ ...world, deployer: new IamStackDeployer(iam, access) });
  const settings = { PermissionModel: "SERVICE_MANAGED", Capabilities: ["CAPABILITY_NAMED_IAM"] } as const;
  await stackSets.createStackSet(shared, region, { ...named, ...settings, TemplateBody: templateOf() });
  const targets = { Regions: [region], DeploymentTargets: { OrganizationalUnitIds: [teamUnit] } };
  await stackSets.createStackInstances(shared, region, { ...named, ...targets });
  const first = asked.splice(0);

  return {
    iam,
    organizations,
    stackSets,
    asked,
    first,
    update: (TemplateBody: string) => stackSets.updateStackSet(shared, region, { ...named, ...settings, TemplateBody }),
    remove: (RetainStacks: boolean) =>
      stackSets.deleteStackInstances(shared, region, { ...named, ...targets, RetainStacks }),
    instance: async () => (await stackSets.listStackInstances(shared, region, named)).Summaries[0],
    custodian: () => iam.role(custodianArn),
  };
}

const actionsOf = (asked: readonly { readonly action: string }[]) =>
  asked.map(({ action }) => action).filter((action) => !action.startsWith("cloudformation:"));

test("a new stack asks the execution role for the stack, the policies, and the role bit by bit", async () => {
  const { first, custodian: made } = await deployed();

  expect(first.map(({ action }) => action)).toEqual([
    "cloudformation:CreateStack",
    "iam:CreatePolicy",
    "iam:CreatePolicy",
    "iam:CreateRole",
    "iam:TagRole",
    "iam:PutRolePolicy",
    "iam:AttachRolePolicy",
  ]);
  expect(first[0]?.arn).toMatch(/^arn:aws:cloudformation:eu-west-2:333333333333:stack\/StackSet-roles-[0-9a-f-]+\/./);
  expect(first[3]?.context).toMatchObject({
    "iam:PermissionsBoundary": policyArn("boundary"),
    "aws:RequestTag/team": "backup",
    "aws:TagKeys": ["team"],
  });
  expect(first[6]?.context).toMatchObject({ "iam:PolicyARN": policyArn("extra") });
  expect(made()).toMatchObject({
    trust: ann,
    inline: new Map([["permissions", allowEverything]]),
    attachedPolicyArns: [policyArn("extra")],
    boundaryArn: policyArn("boundary"),
    tags: { team: "backup" },
  });
});

describe("an update asks the execution role for what differs, and for nothing else:", () => {
  const { PermissionsBoundary: _, ...unbound } = custodian;
  const permissions = (PolicyDocument: Document) => [{ PolicyName: "permissions", PolicyDocument }];

  test.each<[string, string, readonly string[], Partial<Role>]>([
    ["nothing", templateOf(), [], {}],
    ["trust", templateOf({ ...custodian, AssumeRolePolicyDocument: bob }), ["UpdateAssumeRolePolicy"], { trust: bob }],
    [
      "a policy's text",
      templateOf({ ...custodian, Policies: permissions(ann) }),
      ["PutRolePolicy"],
      { inline: new Map([["permissions", ann]]) },
    ],
    ["no policy", templateOf({ ...custodian, Policies: [] }), ["DeleteRolePolicy"], { inline: new Map() }],
    [
      "another managed policy",
      templateOf({ ...custodian, ManagedPolicyArns: [policyArn("kept")] }),
      ["DetachRolePolicy", "AttachRolePolicy"],
      { attachedPolicyArns: [policyArn("kept")] },
    ],
    [
      "another boundary",
      templateOf({ ...custodian, PermissionsBoundary: policyArn("kept") }),
      ["PutRolePermissionsBoundary"],
      { boundaryArn: policyArn("kept") },
    ],
    ["no boundary", templateOf(unbound), ["DeleteRolePermissionsBoundary"], { boundaryArn: null }],
    [
      "other tags",
      templateOf({ ...custodian, Tags: [{ Key: "duty", Value: "unlock" }] }),
      ["UntagRole", "TagRole"],
      { tags: { duty: "unlock" } },
    ],
    ["the boundary's text", templateOf(custodian, { ...boundary, PolicyDocument: ann }), ["CreatePolicyVersion"], {}],
  ])("%s", async (_what, template, actions, made) => {
    const world = await deployed();

    await world.update(template);

    expect(actionsOf(world.asked)).toEqual(actions.map((action) => `iam:${action}`));
    expect(world.asked[0]?.action).toBe("cloudformation:UpdateStack");
    expect(world.custodian()).toMatchObject(made);
  });

  test("a role that is gone", async () => {
    const world = await deployed();

    await world.update(templateOf(null, null));

    expect(actionsOf(world.asked)).toEqual([
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:DeleteRole",
      "iam:DeletePolicy",
    ]);
    expect(world.custodian()).toBeUndefined();
    expect(world.iam.policy(policyArn("boundary"))).toBeUndefined();
  });
});

test("a boundary's new text is in force", async () => {
  const { update, iam } = await deployed();

  await update(templateOf(custodian, { ...boundary, PolicyDocument: ann }));

  expect(iam.policy(policyArn("boundary"))).toEqual(ann);
});

test.each(["iam:UpdateAssumeRolePolicy", "iam:DeleteRolePolicy", "cloudformation:UpdateStack"])(
  "when the execution role may not %s, nothing of the update is made, and the instance is out of date",
  async (action) => {
    const world = await deployed(denying(action));

    await world.update(templateOf({ ...custodian, AssumeRolePolicyDocument: bob, Policies: [] }));

    expect(await world.instance()).toMatchObject({ Status: "OUTDATED", StatusReason: expect.stringContaining(action) });
    expect(world.custodian()).toMatchObject({ trust: ann, inline: new Map([["permissions", allowEverything]]) });
  },
);

test("what comes after a new boundary is asked of a role that has it", async () => {
  const world = await deployed();
  const Policies = [{ PolicyName: "permissions", PolicyDocument: ann }];

  await world.update(templateOf({ ...custodian, PermissionsBoundary: policyArn("kept"), Policies }));

  expect(world.asked.slice(1).map(({ action, context }) => [action, context["iam:PermissionsBoundary"]])).toEqual([
    ["iam:PutRolePermissionsBoundary", policyArn("kept")],
    ["iam:PutRolePolicy", policyArn("kept")],
  ]);
});

test("a role gets no boundary that is not there, and then nothing of the update is made", async () => {
  const world = await deployed();

  await world.update(
    templateOf(
      { ...custodian, AssumeRolePolicyDocument: bob, PermissionsBoundary: policyArn("none") },
      { ...boundary, PolicyDocument: ann },
    ),
  );

  expect(await world.instance()).toMatchObject({
    Status: "OUTDATED",
    StatusReason: `Scope ARN: ${policyArn("none")} does not exist or is not attachable.`,
  });
  expect(world.custodian()).toMatchObject({ trust: ann, boundaryArn: policyArn("boundary") });
  expect(world.iam.policy(policyArn("boundary"))).toEqual(allowEverything);
});

test("a role gets no managed policy that is not there", async () => {
  const world = await deployed();

  await world.update(templateOf({ ...custodian, ManagedPolicyArns: [policyArn("none")] }));

  expect(await world.instance()).toMatchObject({
    Status: "OUTDATED",
    StatusReason: `Policy ${policyArn("none")} does not exist or is not attachable.`,
  });
  expect(world.custodian()?.attachedPolicyArns).toEqual([policyArn("extra")]);
});

test.each<[string, Partial<Role>]>([
  ["boundary", { boundaryArn: policyArn("boundary"), attachedPolicyArns: [] }],
  ["policy", { boundaryArn: null, attachedPolicyArns: [policyArn("boundary")] }],
])("a policy that another role has as its %s stays when it is left out, and the update succeeds", async (_, uses) => {
  const world = await deployed();
  const other = { ...(world.custodian() as Role), arn: `arn:aws:iam::${ordersAccount}:role/other`, name: "other" };
  world.iam.putRole({ ...other, ...uses });
  const { PermissionsBoundary: _unbound, ...unbound } = custodian;

  await world.update(templateOf(unbound, null));

  expect(await world.instance()).toMatchObject({ Status: "CURRENT" });
  expect(world.custodian()?.boundaryArn).toBeNull();
  expect(world.iam.policy(policyArn("boundary"))).toEqual(allowEverything);
});

test("what the execution role may not delete stays when it is left out, and the update succeeds", async () => {
  const world = await deployed(denying("iam:DeleteRole"));

  await world.update(templateOf(null, { ...boundary, PolicyDocument: ann }));

  expect(await world.instance()).toMatchObject({ Status: "CURRENT" });
  expect(world.custodian()).toMatchObject({ trust: ann, inline: new Map([["permissions", allowEverything]]) });
  expect(world.iam.policy(policyArn("boundary"))).toEqual(ann);
});

test.each([
  ["description", templateOf(custodian, { ...boundary, Description: "other" }), "boundary"],
  ["path", templateOf({ ...custodian, Path: "/backup/" }), "custodian"],
])("another %s would take another name, and the update is refused", async (_, template, name) => {
  const world = await deployed();

  await world.update(template);

  expect(await world.instance()).toMatchObject({
    Status: "OUTDATED",
    StatusReason: `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name} and update the stack again.`,
  });
});

test("a role that the template calls by another id is another role, whose name is taken", async () => {
  const world = await deployed();

  await world.update(templateOf().replace('"Custodian":', '"Keeper":'));

  expect(await world.instance()).toMatchObject({ Status: "OUTDATED", StatusReason: `${custodianArn} already exists` });
});

/** Allows what identity policies and a boundary allow that are either everything or nothing. */
const byPolicies: Judge = async ({ identityPolicies, boundary: bound }) => ({
  allowed: identityPolicies.some(isEverything) && (bound === null || isEverything(bound)),
  because: "its policies",
});
const isEverything = ({ document }: { readonly document: Document }) => document === allowEverything;

describe("a custodian who is to lose their trust keeps it where the execution role is", () => {
  const spoilt: readonly [string, (role: Role) => Role | null][] = [
    ["deleted", () => null],
    ["detached from its policy", (role) => ({ ...role, attachedPolicyArns: [] })],
    ["bounded", (role) => ({ ...role, boundaryArn: policyArn("kept") })],
    ["made to trust somebody else", (role) => ({ ...role, trust: bob })],
  ];

  test.each(spoilt)("%s, until it is put back", async (_, spoil) => {
    const world = await deployed(byPolicies);
    const before = executionRole(ordersAccount);
    const after = spoil(before);
    if (after === null) world.iam.deleteRole(before.arn);
    else world.iam.putRole(after);
    const withoutAnn = templateOf({ ...custodian, AssumeRolePolicyDocument: bob });

    const { OperationId } = await world.update(withoutAnn);

    const operation = { ...named, OperationId };
    expect((await world.stackSets.describeStackSetOperation(shared, region, operation)).StackSetOperation.Status).toBe(
      "FAILED",
    );
    expect(await world.instance()).toMatchObject({ Account: ordersAccount, Status: "OUTDATED" });
    expect(world.custodian()?.trust).toEqual(ann);
    world.iam.putRole(before);
    await world.update(withoutAnn);
    expect(await world.instance()).toMatchObject({ Status: "CURRENT" });
    expect(world.custodian()?.trust).toEqual(bob);
  });
});

test("what somebody else has changed stays, unless the templates differ in it", async () => {
  const world = await deployed();
  world.iam.putRole({ ...(world.custodian() as Role), trust: bob });

  await world.update(templateOf({ ...custodian, Policies: [] }));

  expect(world.custodian()).toMatchObject({ trust: bob, inline: new Map() });
});

test("a role that somebody has deleted cannot be changed, and an update that leaves it alone does not bring it back", async () => {
  const world = await deployed();
  world.iam.deleteRole(custodianArn);

  await world.update(templateOf({ ...custodian, AssumeRolePolicyDocument: bob }));
  expect(await world.instance()).toMatchObject({ Status: "OUTDATED", StatusReason: expect.stringContaining("found") });
  await world.update(templateOf());

  expect(await world.instance()).toMatchObject({ Status: "CURRENT" });
  expect(world.custodian()).toBeUndefined();
});

test("a deletion that fails leaves the roles, and an instance that no update reaches any more", async () => {
  const world = await deployed(denying("iam:DeleteRole"));

  await world.remove(false);
  expect(await world.instance()).toMatchObject({ Status: "INOPERABLE" });
  await world.update(templateOf({ ...custodian, AssumeRolePolicyDocument: bob }));

  expect(world.custodian()?.trust).toEqual(ann);
  await world.remove(true);
  expect(await world.instance()).toBeUndefined();
  expect(world.custodian()).toBeDefined();
});
