import { groupBy } from "../../../src/group-by.ts";
import type { Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import { serviceLinkedRole } from "../model/backup/service-linked-role.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Role } from "../model/iam.ts";
import { modelled } from "../model/organizations/policy-content.ts";
import type { Document } from "../model/policy-document.ts";
import { type DeployedDocument, type Mutate, type PolicyKind, policyKinds } from "./deployed-document.ts";
import { mutatedTemplate } from "./mutated-template.ts";
import { keyId, organizationPolicyId, type Resource, text } from "./stack-resources.ts";

/** The types that the cloud has a place for, each after what it may refer to. */
export const applyOrder: readonly string[] = [
  "aws_iam_service_linked_role",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_kms_key",
  "aws_kms_alias",
  "aws_backup_region_settings",
  "aws_backup_global_settings",
  "aws_backup_vault",
  "aws_backup_vault_policy",
  "aws_backup_vault_lock_configuration",
  "aws_organizations_delegated_administrator",
  "aws_organizations_resource_policy",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
  "aws_cloudformation_stack_set",
  "aws_cloudformation_stack_set_instance",
];

/** Alerts, the state bucket and the identity provider: the cloud has none of it. */
const leftOut = /^aws_(cloudwatch_event_|sns_|s3_bucket|iam_openid_connect_provider$)/;

/** Does with a stack's resources what Terraform would do with them, by one caller. */
export class DirectApply {
  readonly #cloud: Cloud;
  readonly #caller: Caller;
  readonly #mutate: Mutate;
  /** By what stands in their place in the stack. */
  readonly #policyIds = new Map<string, string>();

  constructor(cloud: Cloud, caller: Caller, mutate: Mutate) {
    this.#cloud = cloud;
    this.#caller = caller;
    this.#mutate = mutate;
  }

  /** @throws AwsError as AWS would */
  async apply(resources: readonly Resource[]): Promise<void> {
    const unknown = resources.find(({ type }) => !applyOrder.includes(type) && !leftOut.test(type));
    if (unknown) throw new Error(`got ${unknown.type}.${unknown.name}, which nobody has said how to put`);
    const byType = groupBy(resources, ({ type }) => type);
    for (const type of applyOrder) for (const resource of byType.get(type) ?? []) await this.#put(resource, resources);
  }

  async #put(resource: Resource, beside: readonly Resource[]): Promise<void> {
    const { iam } = this.#cloud;
    const { accountId } = resource;
    switch (resource.type) {
      case "aws_iam_service_linked_role": {
        const role = serviceLinkedRole(accountId);
        if (iam.role(role.arn)) throw new AwsError("InvalidInput", `${role.name} has been taken in this account`);
        iam.putRole({ ...role, tags: resource.tags });
        return;
      }
      case "aws_iam_policy": {
        const of = text(resource, "name");
        iam.putPolicy(
          `arn:aws:iam::${accountId}:policy/${of}`,
          this.#document("managed policy", resource, of, "policy"),
        );
        return;
      }
      case "aws_iam_role":
        return this.#putRole(resource);
      case "aws_iam_role_policy": {
        const role = this.#role(resource);
        const document = this.#document("inline policy", resource, role.name, "policy");
        iam.putRole({ ...role, inline: new Map([...role.inline, [text(resource, "name"), document]]) });
        return;
      }
      case "aws_iam_role_policy_attachment": {
        const role = this.#role(resource);
        iam.putRole({ ...role, attachedPolicyArns: [...role.attachedPolicyArns, text(resource, "policy_arn")] });
        return;
      }
      case "aws_kms_key":
        return this.#putKey(resource, beside);
      case "aws_kms_alias":
        return;
      case "aws_cloudformation_stack_set":
      case "aws_cloudformation_stack_set_instance":
        return this.#putStackSet(resource);
      default:
        return resource.type.startsWith("aws_backup_") ? this.#putBackup(resource) : this.#putOrganization(resource);
    }
  }

  #putRole(resource: Resource): void {
    const { accountId, tags } = resource;
    const name = text(resource, "name");
    this.#cloud.iam.putRole({
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      accountId,
      name,
      path: "/",
      trust: this.#document("trust", resource, name, "assume_role_policy"),
      inline: new Map(),
      attachedPolicyArns: [],
      boundaryArn: text(resource, "permissions_boundary") || null,
      tags,
    });
  }

  #role(resource: Resource): Role {
    const arn = `arn:aws:iam::${resource.accountId}:role/${text(resource, "role")}`;
    const role = this.#cloud.iam.role(arn);
    if (!role) throw new AwsError("NoSuchEntity", `The role ${arn} cannot be found`);
    return role;
  }

  #putKey(resource: Resource, beside: readonly Resource[]): void {
    const { accountId, region, tags } = resource;
    const aliases = beside
      .filter(({ type }) => type === "aws_kms_alias")
      .filter((one) => one.region === region && text(one, "target_key_id") === keyId(resource))
      .map((one) => text(one, "name"));
    this.#cloud.kms.put({
      arn: `arn:aws:kms:${region}:${accountId}:key/${keyId(resource)}`,
      accountId,
      region,
      policy: this.#document("key policy", resource, aliases[0] ?? keyId(resource), "policy", region),
      aliases,
      tags,
      state: "Enabled",
      deletedAt: null,
      isAwsManaged: false,
    });
  }

  /** As the provider does, it reads what it has put. */
  async #putBackup(resource: Resource): Promise<void> {
    const { backup } = this.#cloud;
    const { region, body, tags } = resource;
    const caller = this.#caller;
    switch (resource.type) {
      case "aws_backup_region_settings":
        await backup.updateRegionSettings(caller, region, {
          ResourceTypeOptInPreference: body.resource_type_opt_in_preference as Record<string, boolean>,
          ResourceTypeManagementPreference: (body.resource_type_management_preference ?? {}) as Record<string, boolean>,
        });
        await backup.describeRegionSettings(caller, region);
        return;
      case "aws_backup_global_settings":
        await backup.updateGlobalSettings(caller, region, {
          GlobalSettings: body.global_settings as Record<string, string>,
        });
        await backup.describeGlobalSettings(caller, region);
        return;
      case "aws_backup_vault": {
        const BackupVaultName = text(resource, "name");
        const { BackupVaultArn: ResourceArn } = await backup.createBackupVault(caller, region, {
          BackupVaultName,
          EncryptionKeyArn: text(resource, "kms_key_arn"),
          BackupVaultTags: { ...tags },
        });
        await backup.describeBackupVault(caller, region, { BackupVaultName });
        await backup.listTags(caller, region, { ResourceArn });
        return;
      }
      case "aws_backup_vault_policy": {
        const BackupVaultName = text(resource, "backup_vault_name");
        const Policy = this.#text("vault policy", resource, BackupVaultName, "policy", region);
        await backup.putBackupVaultAccessPolicy(caller, region, { BackupVaultName, Policy });
        await backup.getBackupVaultAccessPolicy(caller, region, { BackupVaultName });
        return;
      }
      case "aws_backup_vault_lock_configuration": {
        const BackupVaultName = text(resource, "backup_vault_name");
        await backup.putBackupVaultLockConfiguration(caller, region, {
          BackupVaultName,
          ...days("MinRetentionDays", body.min_retention_days),
          ...days("MaxRetentionDays", body.max_retention_days),
          ...days("ChangeableForDays", body.changeable_for_days),
        });
        await backup.describeBackupVault(caller, region, { BackupVaultName });
        return;
      }
    }
  }

  async #putOrganization(resource: Resource): Promise<void> {
    const { organizations } = this.#cloud;
    const caller = this.#caller;
    const Tags = Object.entries(resource.tags).map(([Key, Value]) => ({ Key, Value }));
    switch (resource.type) {
      case "aws_organizations_delegated_administrator": {
        const ServicePrincipal = text(resource, "service_principal");
        const AccountId = text(resource, "account_id");
        await organizations.registerDelegatedAdministrator(caller, { AccountId, ServicePrincipal });
        await organizations.listDelegatedAdministrators(caller, { ServicePrincipal });
        return;
      }
      case "aws_organizations_resource_policy": {
        const Content = this.#text("delegation policy", resource, "the organization", "content");
        await organizations.putResourcePolicy(caller, { Content, Tags });
        await organizations.describeResourcePolicy(caller);
        return;
      }
      case "aws_organizations_policy": {
        const Name = text(resource, "name");
        const Type = modelled(text(resource, "type"));
        const kind = policyKinds[Type];
        const { Policy } = await organizations.createPolicy(caller, {
          Name,
          Type,
          Content: this.#text(kind, resource, Name, "content"),
          Description: text(resource, "description"),
          Tags,
        });
        const PolicyId = Policy?.PolicySummary?.Id ?? "";
        this.#policyIds.set(organizationPolicyId(resource), PolicyId);
        await organizations.describePolicy(caller, { PolicyId });
        await organizations.listTagsForResource(caller, { ResourceId: PolicyId });
        return;
      }
      case "aws_organizations_policy_attachment": {
        const PolicyId = this.#policyIds.get(text(resource, "policy_id"));
        if (PolicyId === undefined) throw new Error(`got ${resource.name} of a policy that its stack does not make`);
        await organizations.attachPolicy(caller, { PolicyId, TargetId: text(resource, "target_id") });
        await organizations.listTargetsForPolicy(caller, { PolicyId });
        return;
      }
    }
  }

  async #putStackSet(resource: Resource): Promise<void> {
    const { stackSets } = this.#cloud;
    const { region, body, tags } = resource;
    const CallAs = body.call_as as "DELEGATED_ADMIN" | undefined;
    if (resource.type === "aws_cloudformation_stack_set") {
      const autoDeployment = body.auto_deployment as { enabled: boolean; retain_stacks_on_account_removal: boolean };
      await stackSets.createStackSet(this.#caller, region, {
        StackSetName: text(resource, "name"),
        CallAs,
        TemplateBody: mutatedTemplate(text(resource, "template_body"), this.#mutate),
        Description: text(resource, "description"),
        Capabilities: body.capabilities as readonly string[],
        PermissionModel: "SERVICE_MANAGED",
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        AutoDeployment: {
          Enabled: autoDeployment.enabled,
          RetainStacksOnAccountRemoval: autoDeployment.retain_stacks_on_account_removal,
        },
      });
      return;
    }
    const StackSetName = text(resource, "stack_set_name");
    const targets = body.deployment_targets as { organizational_unit_ids: readonly string[] };
    const { OperationId } = await stackSets.createStackInstances(this.#caller, region, {
      StackSetName,
      CallAs,
      DeploymentTargets: { OrganizationalUnitIds: targets.organizational_unit_ids },
      Regions: [region],
    });
    const operation = { StackSetName, CallAs, OperationId };
    const { Summaries } = await stackSets.listStackSetOperationResults(this.#caller, region, operation);
    const failed = Summaries.find(({ Status }) => Status !== "SUCCEEDED");
    if (failed) throw new AwsError("OperationFailed", `${failed.Account}: ${failed.StatusReason ?? failed.Status}`);
  }

  #document(kind: PolicyKind, resource: Resource, of: string, argument: string, region = ""): Document {
    return JSON.parse(this.#text(kind, resource, of, argument, region)) as Document;
  }

  /** As Terraform sends it, unless it is changed. */
  #text(kind: DeployedDocument["kind"], resource: Resource, of: string, argument: string, region = ""): string {
    const given = text(resource, argument);
    const document = JSON.parse(given) as Document;
    const put = this.#mutate({ kind, accountId: resource.accountId, region, of, document });
    return put === document ? given : JSON.stringify(put);
  }
}

const days = (name: string, value: unknown) => (value === undefined ? {} : { [name]: Number(value) });
