import { BackupGlobalSettings } from "@cdktf/provider-aws/lib/backup-global-settings/index.js";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator/index.js";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy/index.js";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment/index.js";
import { OrganizationsResourcePolicy } from "@cdktf/provider-aws/lib/organizations-resource-policy/index.js";
import type { Construct } from "constructs";
import { delegationStatements } from "../src/constructs/delegation-policy.ts";
import { guardrailStatements } from "../src/constructs/guardrail-policy.ts";
import { policyDocument } from "../src/constructs/policy-document.ts";
import { resourceGuardrailStatements } from "../src/constructs/resource-guardrail-policy.ts";
import type { Estate, ManagementAccount } from "../src/model.ts";
import {
  accountRootArn,
  backupRole,
  backupRoles,
  copyBackRole,
  dutyRole,
  githubOidcHost,
  instanceRole,
  localVault,
  pipelineApplyRole,
  pipelineStackSet,
  prefix,
  resourceGuardrailPolicy,
  roleArn,
  stateBucket,
  vaultArn,
} from "../src/names.ts";
import { addOptIn } from "./backup-account.ts";
import { BaseStack } from "./base-stack.ts";

/** The organization's own switches. Optional: an organization may keep them by hand. */
export class ManagementStack extends BaseStack {
  constructor(construct: Construct, estate: Estate, management: ManagementAccount) {
    const { accountId } = management;
    const regions = [management.region, ...Object.keys(management.optIn)];
    super(construct, "management", { estate, scope: "management", accountId, regions });
    const provider = this.global;

    new BackupGlobalSettings(this, "global-settings", {
      provider,
      globalSettings: { isCrossAccountBackupEnabled: "true", isDelegatedAdministratorEnabled: "true" },
      // multi-party approval is somebody else's decision: whatever it is set to stays
      lifecycle: { ignoreChanges: ['global_settings["isMpaEnabled"]'] },
    });
    new OrganizationsDelegatedAdministrator(this, "delegated-administrator", {
      provider,
      accountId: estate.shared.accountId,
      servicePrincipal: "backup.amazonaws.com",
    });
    new OrganizationsResourcePolicy(this, "delegation", {
      provider,
      content: policyDocument([
        ...delegationStatements({
          partition: estate.partition,
          managementAccountId: accountId,
          delegateArn: accountRootArn(estate, estate.shared.accountId),
        }),
        ...management.otherDelegationStatements,
      ]),
    });
    addOptIn(this, management.optIn);
    if (management.guardrails) this.#addGuardrails(estate);
    if (management.resourceGuardrails) this.#addResourceGuardrails(estate);
  }

  #addGuardrails(estate: Estate) {
    const guardrails = new OrganizationsPolicy(this, "guardrails", {
      provider: this.global,
      name: `${prefix}-guardrails`,
      type: "SERVICE_CONTROL_POLICY",
      description: "guards what Lockstep deploys, in every account",
      content: policyDocument(
        guardrailStatements({
          prefix,
          keptAccountIds: [
            estate.central.nonprod.accountId,
            estate.central.prod.accountId,
            estate.shared.accountId,
          ].sort(),
          pipelineRoleArn: roleArn(estate, "*", pipelineApplyRole("app-prod")),
          custodianRoleArn: roleArn(estate, "*", dutyRole("vaultCustodian")),
          copyingRoleArns: [backupRole, copyBackRole].map((role) => roleArn(estate, "*", role)),
          backupOperatorRoleArn: roleArn(estate, "*", dutyRole("backupOperator")),
          restoreOperatorRoleArn: roleArn(estate, "*", dutyRole("restoreOperator")),
          backupRoleArns: roleArn(estate, "*", backupRoles),
          localVaultArns: vaultArn(estate, "*", "*", localVault),
          instanceRoleArn: roleArn(estate, "*", instanceRole),
          bootstrapAccountId: estate.shared.accountId,
          centralAccountIds: [estate.central.nonprod.accountId, estate.central.prod.accountId].sort(),
          stackSetRoleArn: roleArn(estate, "*", "stacksets-exec-*"),
          stackSetStackArn: `arn:*:cloudformation:*:*:stack/StackSet-${pipelineStackSet}-*`,
        }),
      ),
    });
    new OrganizationsPolicyAttachment(this, "guardrails-root", {
      provider: this.global,
      policyId: guardrails.id,
      targetId: estate.organization.rootId,
    });
  }

  #addResourceGuardrails(estate: Estate) {
    const { central, shared, pipeline, partition } = estate;
    const special = [central.nonprod, central.prod, shared].map(({ accountId }) => accountId).sort();
    const policy = new OrganizationsPolicy(this, "resource-guardrails", {
      provider: this.global,
      name: resourceGuardrailPolicy,
      type: "RESOURCE_CONTROL_POLICY",
      description: "keeps the keys, the state and the roles of Lockstep within the organization",
      content: policyDocument(
        resourceGuardrailStatements({
          prefix,
          organizationId: estate.organization.id,
          keyArns: special.map((accountId) => `arn:${partition}:kms:*:${accountId}:key/*`),
          stateBucketArn: `arn:${partition}:s3:::${stateBucket(estate)}`,
          roleArns: roleArn(estate, "*", `${prefix}-*`),
          github: { oidcHost: githubOidcHost, repository: pipeline.repository, ids: pipeline.immutableIds },
        }),
      ),
    });
    new OrganizationsPolicyAttachment(this, "resource-guardrails-root", {
      provider: this.global,
      policyId: policy.id,
      targetId: estate.organization.rootId,
    });
  }
}
