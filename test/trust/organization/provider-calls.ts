import { dutyNames } from "../../../src/model.ts";
import { dutyRole } from "../../../src/names.ts";
import { keyId, organizationPolicyId, type Resource, ruleArn, text } from "../../emulator/deploy/stack-resources.ts";
import {
  aliasOf,
  type Context,
  type Organization,
  type OrganizationPolicyType,
  type Request,
  type Target,
  tagContext,
  target,
} from "./organization.ts";
import { roleArn } from "./people.ts";

/** What the provider asks AWS for on behalf of one resource. Read follows create and update too, in the same role. */
export interface Calls {
  readonly read: readonly Request[];
  readonly create: readonly Request[];
  readonly update: readonly Request[];
}

const takenByPeople = dutyNames.map(dutyRole);

const on = (target_: Target, ...actions: readonly string[]): readonly Request[] =>
  actions.map((action) => [action, target_]);
const saying = (context: Context, requests: readonly Request[]): readonly Request[] =>
  requests.map(([action, target_, own]) => [action, target_, { ...context, ...own }]);
const anything = (accountId: string): Target => target("*", accountId);

/**
 * The AWS actions behind each resource type, as far as they are known: written down by hand, and held against the
 * provider's source for IAM roles and service-linked roles only. For what a vault needs of its key, "API permissions" in docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
 *
 * @throws for a type that nobody has looked up yet.
 */
export function providerCalls(in_: Organization, resource: Resource): Calls {
  const { type, accountId, region, tags } = resource;
  const arn = (service: string, id: string) => `arn:aws:${service}:${region}:${accountId}:${id}`;
  const vaultNamed = (name: string) => target(arn("backup", `backup-vault:${name}`), accountId);
  const tagged = tagContext(tags, "Request");
  const role = (name: string): Target => in_.roleTarget(accountId, name);

  switch (type) {
    case "aws_backup_vault": {
      const vault = vaultNamed(text(resource, "name"));
      const key = in_.key(accountId, region);
      const byBackup = {
        "kms:ViaService": `backup.${region}.amazonaws.com`,
        "kms:GrantIsForAWSResource": "true",
        "aws:ViaAWSService": "true",
      };
      return {
        read: on(vault, "backup:DescribeBackupVault", "backup:ListTags"),
        create: [
          ...on(vault, "backup:CreateBackupVault", "backup:TagResource"),
          ...on(anything(accountId), "backup-storage:MountCapsule"),
          ...saying(
            byBackup,
            on(key, "kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:RetireGrant"),
          ),
        ],
        update: on(vault, "backup:TagResource", "backup:UntagResource"),
      };
    }
    case "aws_backup_vault_policy": {
      const vault = in_.vault(accountId, region);
      const put = on(vault, "backup:PutBackupVaultAccessPolicy");
      return { read: on(vault, "backup:GetBackupVaultAccessPolicy"), create: put, update: put };
    }
    case "aws_backup_vault_lock_configuration": {
      const vault = in_.vault(accountId, region);
      const limits = {
        "backup:MinRetentionDays": String(resource.body.min_retention_days),
        "backup:MaxRetentionDays": String(resource.body.max_retention_days),
        ...(resource.body.changeable_for_days === undefined
          ? {}
          : { "backup:ChangeableForDays": String(resource.body.changeable_for_days) }),
      };
      const put = saying(limits, on(vault, "backup:PutBackupVaultLockConfiguration"));
      return { read: on(vault, "backup:DescribeBackupVault"), create: put, update: [] };
    }
    case "aws_backup_region_settings": {
      const put = on(anything(accountId), "backup:UpdateRegionSettings");
      return { read: on(anything(accountId), "backup:DescribeRegionSettings"), create: put, update: put };
    }
    case "aws_backup_global_settings": {
      const put = on(anything(accountId), "backup:UpdateGlobalSettings");
      return { read: on(anything(accountId), "backup:DescribeGlobalSettings"), create: put, update: put };
    }
    case "aws_kms_key": {
      const key = in_.key(accountId, region, aliasOf(resource, in_.resources));
      const { policy: _, ...created } = key;
      return {
        read: on(key, "kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"),
        create: [
          ...saying(tagged, on(anything(accountId), "kms:CreateKey")),
          // there is no key yet whose tags or alias a policy could look at
          ["kms:TagResource", { ...created, policy: key.policy, context: {} }, tagged],
          // the alias comes after the key
          ["kms:EnableKeyRotation", { ...key, context: tagContext(tags) }],
        ],
        update: [
          ...on(key, "kms:PutKeyPolicy", "kms:UpdateKeyDescription", "kms:UntagResource", "kms:EnableKeyRotation"),
          ...saying(tagged, on(key, "kms:TagResource")),
        ],
      };
    }
    case "aws_kms_alias": {
      const alias = target(arn("kms", text(resource, "name")), accountId);
      const [key] = in_.resources.filter(
        (one) =>
          one.type === "aws_kms_key" && one.stack === resource.stack && keyId(one) === text(resource, "target_key_id"),
      );
      const created = key ? in_.key(accountId, region, aliasOf(key, in_.resources)) : alias;
      return {
        read: on(anything(accountId), "kms:ListAliases"),
        create: [
          ["kms:CreateAlias", alias],
          ["kms:CreateAlias", { ...created, context: tagContext(key?.tags ?? {}) }],
        ],
        update: [],
      };
    }
    case "aws_iam_role": {
      const own = role(text(resource, "name"));
      // who takes a role that a service works with never changes
      const trust = takenByPeople.includes(text(resource, "name")) ? ["iam:UpdateAssumeRolePolicy"] : [];
      return {
        read: on(own, "iam:GetRole", "iam:ListRolePolicies", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies"),
        create: saying(tagged, on(own, "iam:CreateRole", "iam:TagRole")),
        update: [
          ...on(own, ...trust, "iam:UpdateRole", "iam:UpdateRoleDescription", "iam:UntagRole"),
          ...saying(tagged, on(own, "iam:TagRole")),
        ],
      };
    }
    case "aws_iam_role_policy": {
      const put = on(role(text(resource, "role")), "iam:PutRolePolicy");
      return {
        read: on(role(text(resource, "role")), "iam:GetRolePolicy"),
        create: put,
        update: [...put, ...on(role(text(resource, "role")), "iam:DeleteRolePolicy")],
      };
    }
    case "aws_iam_role_policy_attachment": {
      const own = role(text(resource, "role"));
      const which = { "iam:PolicyARN": text(resource, "policy_arn") };
      return {
        read: on(own, "iam:ListAttachedRolePolicies"),
        create: saying(which, on(own, "iam:AttachRolePolicy")),
        update: [],
      };
    }
    case "aws_iam_policy": {
      const policy = in_.policyTarget(accountId, text(resource, "name"));
      return {
        read: on(policy, "iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"),
        create: saying(tagged, on(policy, "iam:CreatePolicy", "iam:TagPolicy")),
        update: on(policy, "iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:TagPolicy", "iam:UntagPolicy"),
      };
    }
    case "aws_iam_service_linked_role": {
      const path = "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";
      const linked = target(roleArn(accountId, path), accountId);
      return {
        read: on(linked, "iam:GetRole"),
        create: [
          ["iam:CreateServiceLinkedRole", linked, { "iam:AWSServiceName": text(resource, "aws_service_name") }],
          // the provider sets the default tags in a second call
          ...saying(tagged, on(linked, "iam:TagRole")),
        ],
        update: on(linked, "iam:TagRole", "iam:UntagRole"),
      };
    }
    case "aws_cloudwatch_event_rule": {
      const rule = target(ruleArn(resource, text(resource, "event_bus_name")), accountId);
      return {
        read: on(rule, "events:DescribeRule", "events:ListTagsForResource"),
        create: saying(tagged, on(rule, "events:PutRule", "events:TagResource")),
        update: on(rule, "events:PutRule", "events:TagResource", "events:UntagResource"),
      };
    }
    case "aws_cloudwatch_event_target": {
      const rule = target(
        ruleArn({ ...resource, body: { name: text(resource, "rule") } }, text(resource, "event_bus_name")),
        accountId,
      );
      const forwarder = text(resource, "role_arn");
      const put: readonly Request[] = [
        ["events:PutTargets", rule, { "events:TargetArn": [text(resource, "arn")] }],
        ...(forwarder === ""
          ? []
          : saying(
              { "iam:PassedToService": "events.amazonaws.com" },
              on(target(forwarder, accountId), "iam:PassRole"),
            )),
      ];
      return {
        read: on(rule, "events:ListTargetsByRule"),
        create: put,
        update: [...put, ...on(rule, "events:RemoveTargets")],
      };
    }
    case "aws_cloudwatch_event_bus": {
      const bus = target(arn("events", `event-bus/${text(resource, "name")}`), accountId);
      return {
        read: on(bus, "events:DescribeEventBus", "events:ListTagsForResource"),
        create: saying(tagged, on(bus, "events:CreateEventBus", "events:TagResource")),
        update: on(bus, "events:UpdateEventBus", "events:TagResource", "events:UntagResource"),
      };
    }
    case "aws_cloudwatch_event_bus_policy": {
      const put = on(anything(accountId), "events:PutPermission");
      return { read: on(in_.bus(), "events:DescribeEventBus"), create: put, update: put };
    }
    case "aws_sns_topic": {
      const topic = in_.topic();
      return {
        read: on(topic, "sns:GetTopicAttributes", "sns:ListTagsForResource"),
        create: saying(tagged, on(topic, "sns:CreateTopic", "sns:TagResource", "sns:SetTopicAttributes")),
        update: on(topic, "sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"),
      };
    }
    case "aws_sns_topic_policy": {
      const put = on(in_.topic(), "sns:SetTopicAttributes");
      return { read: on(in_.topic(), "sns:GetTopicAttributes"), create: put, update: put };
    }
    case "aws_sns_topic_subscription": {
      const subscription = target(`${in_.topic().arn}:11111111-2222-3333-4444-555555555555`, accountId);
      return {
        read: on(subscription, "sns:GetSubscriptionAttributes"),
        create: on(in_.topic(), "sns:Subscribe"),
        update: on(subscription, "sns:Unsubscribe"),
      };
    }
    case "aws_organizations_policy": {
      const kind = text(resource, "type").toLowerCase() as OrganizationPolicyType;
      const policy = in_.organizationPolicy(kind, tags);
      const { "organizations:PolicyType": policyType = "" } = policy.context;
      const created = { ...policy, context: { "organizations:PolicyType": policyType } };
      return {
        read: on(policy, "organizations:DescribePolicy", "organizations:ListTagsForResource"),
        create: saying(tagged, on(created, "organizations:CreatePolicy", "organizations:TagResource")),
        update: [
          ...on(policy, "organizations:UpdatePolicy", "organizations:UntagResource"),
          ...saying(tagged, on(policy, "organizations:TagResource")),
        ],
      };
    }
    case "aws_organizations_policy_attachment": {
      const [policy] = in_.resources.filter(
        (one) =>
          one.type === "aws_organizations_policy" &&
          one.stack === resource.stack &&
          organizationPolicyId(one) === text(resource, "policy_id"),
      );
      if (!policy) throw new Error(`got ${resource.name} of a policy that its stack does not make`);
      const kind = text(policy, "type").toLowerCase() as OrganizationPolicyType;
      const attached = in_.organizationPolicy(kind, policy.tags);
      const to = in_.attachmentTarget(text(resource, "target_id"));
      const attach: readonly Request[] = [attached, to].map((one) => [
        "organizations:AttachPolicy",
        one,
        { "organizations:PolicyType": kind.toUpperCase() },
      ]);
      return { read: on(attached, "organizations:ListTargetsForPolicy"), create: attach, update: [] };
    }
    case "aws_organizations_resource_policy": {
      const id = `resourcepolicy/${in_.estate.organization.id}/rp-0123456789`;
      const policy = target(`arn:aws:organizations::${accountId}:${id}`, accountId);
      return {
        read: on(policy, "organizations:DescribeResourcePolicy", "organizations:ListTagsForResource"),
        create: saying(tagged, on(policy, "organizations:PutResourcePolicy", "organizations:TagResource")),
        update: saying(tagged, on(policy, "organizations:PutResourcePolicy", "organizations:TagResource")),
      };
    }
    case "aws_organizations_delegated_administrator": {
      const delegate = in_.attachmentTarget(text(resource, "account_id"));
      const which = { "organizations:ServicePrincipal": text(resource, "service_principal") };
      return {
        read: saying(which, on(anything(accountId), "organizations:ListDelegatedAdministrators")),
        create: saying(which, on(delegate, "organizations:RegisterDelegatedAdministrator")),
        update: [],
      };
    }
    default:
      throw new Error(`got a ${type}; look up what the provider calls for it`);
  }
}
