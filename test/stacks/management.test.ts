import { expect, test } from "vitest";
import { guardrailStatements } from "../../src/constructs/guardrail-policy.ts";
import { resourceGuardrailStatements } from "../../src/constructs/resource-guardrail-policy.ts";
import type { Estate } from "../../src/model.ts";
import { ManagementStack } from "../../stacks/management-stack.ts";
import { all, exampleEstate, stackAlone, withResourceGuardrails } from "../support/stacks.ts";

const estate = exampleEstate();
const managementOf = (of: Estate) =>
  stackAlone((app) => {
    if (!of.management) throw new Error("the estate has a management account");
    return new ManagementStack(app, of, of.management);
  });
const management = managementOf(withResourceGuardrails(estate));
const policyOf = (type: string) => {
  const found = all(management, "aws_organizations_policy").filter((policy) => policy["type"] === type);
  expect(found, type).toHaveLength(1);
  return { ...found[0], content: JSON.parse(String(found[0]?.["content"]).replaceAll("$${", "${")) };
};
const role = (name: string) => `arn:aws:iam::*:role/${name}`;

test("copies may cross accounts, and AWS Backup is administered from the shared account", () => {
  expect(all(management, "aws_backup_global_settings")).toMatchObject([
    {
      global_settings: { isCrossAccountBackupEnabled: "true", isDelegatedAdministratorEnabled: "true" },
      lifecycle: { ignore_changes: ['global_settings["isMpaEnabled"]'] },
    },
  ]);
  expect(all(management, "aws_organizations_delegated_administrator")).toMatchObject([
    { account_id: "222222222222", service_principal: "backup.amazonaws.com" },
  ]);
});

test("the guardrails name the example's accounts and roles, and bind the whole organization", () => {
  expect(policyOf("SERVICE_CONTROL_POLICY")).toMatchObject({
    name: "lockstep-guardrails",
    description: "guards what Lockstep deploys, in every account",
    content: {
      Version: "2012-10-17",
      Statement: guardrailStatements({
        prefix: "lockstep",
        keptAccountIds: ["222222222222", "333333333333", "444444444444"],
        pipelineRoleArn: role("lockstep-pipeline-apply"),
        custodianRoleArn: role("lockstep-vault-custodian"),
        copyingRoleArns: [role("lockstep-AWSBackup-backup"), role("lockstep-AWSBackup-copy-back")],
        backupOperatorRoleArn: role("lockstep-backup-operator"),
        restoreOperatorRoleArn: role("lockstep-restore-operator"),
        backupRoleArns: role("lockstep-AWSBackup-*"),
        localVaultArns: "arn:aws:backup:*:*:backup-vault:lockstep-local",
        instanceRoleArn: role("aws:ec2-infrastructure*"),
        bootstrapAccountId: "222222222222",
        centralAccountIds: ["333333333333", "444444444444"],
        stackSetRoleArn: role("stacksets-exec-*"),
        stackSetStackArn: "arn:*:cloudformation:*:*:stack/StackSet-lockstep-pipeline-roles-*",
      }),
    },
  });
  expect(all(management, "aws_organizations_policy_attachment").map(({ target_id }) => target_id)).toEqual([
    "r-ab12",
    "r-ab12",
  ]);
});

test("the resource guardrails name its keys, its state, its roles and its repository", () => {
  expect(policyOf("RESOURCE_CONTROL_POLICY")).toMatchObject({
    name: "lockstep-resource-guardrails",
    description: "keeps the keys, the state and the roles of Lockstep within the organization",
    content: {
      Statement: resourceGuardrailStatements({
        prefix: "lockstep",
        organizationId: "o-a1b2c3d4e5",
        keyArns: ["222222222222", "333333333333", "444444444444"].map((id) => `arn:aws:kms:*:${id}:key/*`),
        stateBucketArn: "arn:aws:s3:::lockstep-state-acme-222222222222",
        roleArns: role("lockstep-*"),
        github: {
          oidcHost: "token.actions.githubusercontent.com",
          repository: "acme/backup",
          ids: { owner: "8675309", repository: "1234567" },
        },
      }),
    },
  });
});

test("what is kept by hand is not deployed", () => {
  const without = { ...estate, management: estate.management && { ...estate.management, guardrails: false } };

  expect(all(managementOf(without), "aws_organizations_policy")).toEqual([]);
});
