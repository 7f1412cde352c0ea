import { describe, expect, test } from "vitest";
import { quotas } from "../../src/aws/quotas.ts";
import { management, ordersAccount, smallOrganization } from "../emulator/model/organizations/small-organization.ts";
import { checkedTemplate } from "../emulator/model/stack-sets/template-check.ts";

const statement = (Effect: string, Principal: unknown, Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Principal, Action, Resource: "*" }],
});
const contents = {
  BACKUP_POLICY: JSON.stringify({ plans: { gold: { regions: { "@@assign": ["eu-west-2"] } } } }),
  RESOURCE_CONTROL_POLICY: JSON.stringify(statement("Deny", "*", "kms:*")),
};
type Type = keyof typeof contents;

function organization() {
  const { organizations } = smallOrganization();
  for (const type of ["BACKUP_POLICY", "RESOURCE_CONTROL_POLICY"] as const) organizations.switchOnPolicyType(type);
  const create = async (type: Type, Name: string, characters = 0) => {
    const Content = contents[type].padEnd(characters, " ");
    const made = await organizations.createPolicy(management, { Type: type, Name, Description: "", Content });
    return made.Policy?.PolicySummary?.Id ?? "";
  };
  const attach = async (type: Type, name: string) =>
    organizations.attachPolicy(management, { PolicyId: await create(type, name), TargetId: ordersAccount });
  return { organizations, create, attach };
}

// the emulator's limits were read from orgs_reference_limits.html and cloudformation-limits.html by themselves: it takes
// nothing of Lockstep's
describe("the emulator takes as much as a quota says, and no more", () => {
  test.each([
    ["BACKUP_POLICY", quotas.backupPolicyCharacters],
    ["RESOURCE_CONTROL_POLICY", quotas.resourceControlPolicyCharacters],
  ] as const)("characters of a %s", async (type, { most }) => {
    const { create } = organization();

    await create(type, "last-good", most);
    await expect(create(type, "first-bad", most + 1)).rejects.toThrow("POLICY_CONTENT_LIMIT_EXCEEDED");
  });

  test.each([
    ["BACKUP_POLICY", quotas.backupPoliciesPerTarget.most],
    // AWS's own is attached from the start
    ["RESOURCE_CONTROL_POLICY", quotas.resourceControlPoliciesPerTarget.most - 1],
  ] as const)("a %s attached to one account", async (type, most) => {
    const { attach } = organization();

    for (let index = 0; index < most; index += 1) await attach(type, `p${index}`);
    await expect(attach(type, "first-bad")).rejects.toThrow("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
  });

  test("backup policies of one organization", async () => {
    const { create } = organization();

    for (let index = 0; index < quotas.backupPoliciesPerOrganization.most; index += 1) {
      await create("BACKUP_POLICY", `p${index}`);
    }
    await expect(create("BACKUP_POLICY", "first-bad")).rejects.toThrow("POLICY_NUMBER_LIMIT_EXCEEDED");
  });

  test("characters of a delegation policy", async () => {
    const { organizations } = organization();
    const { most } = quotas.delegationPolicyCharacters;
    const delegation = statement("Allow", { AWS: `arn:aws:iam::${ordersAccount}:root` }, "organizations:ListRoots");
    const put = (characters: number) =>
      organizations.putResourcePolicy(management, { Content: JSON.stringify(delegation).padEnd(characters, " ") });

    await put(most);
    await expect(put(most + 1)).rejects.toMatchObject({ code: "ConstraintViolationException" });
  });

  test("bytes of a template", () => {
    const { most } = quotas.templateBytes;
    const sized = (bytes: number) => JSON.stringify({ Resources: { a: { Type: "AWS::SNS::Topic" } } }).padEnd(bytes);

    expect(checkedTemplate(sized(most), [])).toMatchObject({ Resources: {} });
    expect(() => checkedTemplate(sized(most + 1), [])).toThrow("templateBody");
  });
});

// docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, under the names of GetAccountSummary, which gives
// those of an account; moto gives the same four
const accountSummary = {
  AssumeRolePolicySizeQuota: 2_048,
  PolicySizeQuota: 6_144,
  AttachedPoliciesPerRoleQuota: 10,
  RolePolicySizeQuota: 10_240,
};

test("quotas of IAM are those of an account that has asked for no more", () => {
  expect({
    AssumeRolePolicySizeQuota: quotas.trustPolicyCharacters.most,
    PolicySizeQuota: quotas.managedPolicyCharacters.most,
    AttachedPoliciesPerRoleQuota: quotas.managedPoliciesPerRole.most,
    RolePolicySizeQuota: quotas.inlinePolicyCharacters.most,
  }).toEqual(accountSummary);
});

test("a key policy has 32 kilobytes, by docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html", () => {
  expect(quotas.keyPolicyBytes.most).toBe(32 * 1_024);
});

test("each quota names the page of AWS that says it", () => {
  const sources = Object.values(quotas).map(({ source }) => source);

  expect(sources.length).toBeGreaterThan(10);
  expect([...new Set(sources)]).toEqual([
    "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
    "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    "docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    "docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html",
    "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  ]);
});
