import { keyId, organizationPolicyId, type Resource, ruleArn, text } from "../emulator/deploy/stack-resources.ts";
import type { Caller, Target } from "../emulator/model/access.ts";
import { keyTarget } from "../emulator/model/backup/key-target.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import { policyIdOf } from "./put-organization-policy.ts";

/**
 * Reads what the provider reads of resources that are there, before it plans and after it has changed them. What the cloud
 * has no place for is judged, and the bucket of the state is left out: a person alone has it.
 *
 * @param stack what the resources may refer to
 * @throws AwsError
 */
export async function readResources(
  cloud: Cloud,
  caller: Caller,
  resources: readonly Resource[],
  stack: readonly Resource[] = resources,
): Promise<void> {
  for (const resource of resources) await read(cloud, caller, resource, stack);
}

async function read(cloud: Cloud, caller: Caller, resource: Resource, beside: readonly Resource[]): Promise<void> {
  const { backup, organizations, stackSets } = cloud;
  const { type, accountId, region } = resource;
  const BackupVaultName = text(resource, "backup_vault_name");
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const may = async (target: Target | string, ...actions: readonly string[]) => {
    const at = typeof target === "string" ? { arn: target, accountId, policy: null } : target;
    for (const action of actions) await cloud.access.require(caller, action, at);
  };
  const role = (argument: string) => `arn:aws:iam::${accountId}:role/${text(resource, argument)}`;

  switch (type) {
    case "aws_backup_vault": {
      const name = text(resource, "name");
      await backup.describeBackupVault(caller, region, { BackupVaultName: name });
      await backup.listTags(caller, region, { ResourceArn: arn("backup", `backup-vault:${name}`) });
      return;
    }
    case "aws_backup_vault_policy":
      await backup.getBackupVaultAccessPolicy(caller, region, { BackupVaultName });
      return;
    case "aws_backup_vault_lock_configuration":
      await backup.describeBackupVault(caller, region, { BackupVaultName });
      return;
    case "aws_backup_region_settings":
      await backup.describeRegionSettings(caller, region);
      return;
    case "aws_backup_global_settings":
      await backup.describeGlobalSettings(caller, region);
      return;
    case "aws_kms_key": {
      const key = cloud.kms.key(arn("kms", `key/${keyId(resource)}`));
      if (!key) throw new Error(`got no key of ${resource.stack}: ${resource.name}`);
      const actions = ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"];
      return may(keyTarget(key), ...actions.map((action) => `kms:${action}`));
    }
    case "aws_kms_alias":
      return may("*", "kms:ListAliases");
    case "aws_iam_policy":
      return may(
        `arn:aws:iam::${accountId}:policy/${text(resource, "name")}`,
        ...["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"],
      );
    case "aws_iam_role":
      return may(role("name"), "iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies");
    case "aws_iam_role_policy":
      return may(role("role"), "iam:GetRolePolicy");
    case "aws_iam_role_policy_attachment":
      return may(role("role"), "iam:ListAttachedRolePolicies");
    case "aws_iam_service_linked_role":
      return may(
        `arn:aws:iam::${accountId}:role/aws-service-role/${text(resource, "aws_service_name")}/*`,
        "iam:GetRole",
      );
    case "aws_cloudwatch_event_bus":
    case "aws_cloudwatch_event_bus_policy": {
      const bus = text(resource, "name") || text(resource, "event_bus_name");
      return may(arn("events", `event-bus/${bus}`), "events:DescribeEventBus");
    }
    case "aws_cloudwatch_event_rule":
      return may(
        ruleArn(resource, text(resource, "event_bus_name")),
        "events:DescribeRule",
        "events:ListTagsForResource",
      );
    case "aws_cloudwatch_event_target": {
      const named = { ...resource, body: { name: text(resource, "rule") } };
      return may(ruleArn(named, text(resource, "event_bus_name")), "events:ListTargetsByRule");
    }
    case "aws_sns_topic":
      return may(arn("sns", text(resource, "name")), "sns:GetTopicAttributes", "sns:ListTagsForResource");
    case "aws_sns_topic_policy":
      return may(text(resource, "arn"), "sns:GetTopicAttributes");
    case "aws_sns_topic_subscription":
      return may(
        `${text(resource, "topic_arn")}:11111111-2222-3333-4444-555555555555`,
        "sns:GetSubscriptionAttributes",
      );
    case "aws_organizations_policy": {
      const PolicyId = await policyIdOf(cloud, resource);
      await organizations.describePolicy(caller, { PolicyId });
      await organizations.listTagsForResource(caller, { ResourceId: PolicyId });
      return;
    }
    case "aws_organizations_policy_attachment": {
      const policy = beside.find((one) => organizationPolicyId(one) === text(resource, "policy_id"));
      if (policy) await organizations.listTargetsForPolicy(caller, { PolicyId: await policyIdOf(cloud, policy) });
      return;
    }
    case "aws_organizations_resource_policy":
      await organizations.describeResourcePolicy(caller);
      return;
    case "aws_organizations_delegated_administrator": {
      const ServicePrincipal = text(resource, "service_principal");
      await organizations.listDelegatedAdministrators(caller, { ServicePrincipal });
      return;
    }
    case "aws_cloudformation_stack_set": {
      const CallAs = resource.body.call_as as "DELEGATED_ADMIN" | undefined;
      await stackSets.describeStackSet(caller, region, { StackSetName: text(resource, "name"), CallAs });
      return;
    }
    case "aws_cloudformation_stack_set_instance":
    case "aws_iam_openid_connect_provider":
      return;
    default:
      if (!type.startsWith("aws_s3_bucket")) throw new Error(`got a ${type}; look up what the provider reads`);
  }
}
