import type { Conditions, Statement } from "./policy-document.ts";

export interface GuardrailProps {
  /** What the names of all guarded vaults, keys, roles and rules start with. */
  readonly prefix: string;
  /** Accounts that may not be closed: a closed account loses its vaults after 90 days, locked or not. */
  readonly keptAccountIds: readonly string[];
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
  /** The roles with which CloudFormation deploys the pipeline's own roles. */
  readonly stackSetRoleArn: string;
  /** The account in which a person applies `bootstrap`, which makes roles and keys of Lockstep's name. */
  readonly bootstrapAccountId: string;
  readonly centralAccountIds: readonly string[];
}

/**
 * A service control policy for the root. It binds every account but the management account, root users included, and
 * names nothing that is not Lockstep's own, so that other teams' backups are none of its business.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html; aws-samples/service-control-policy-examples
 */
export function guardrailStatements(props: GuardrailProps): readonly Statement[] {
  const { prefix, pipelineRoleArn, custodianRoleArn, stackSetRoleArn } = props;
  const unless = (...roles: string[]): Conditions => ({ ArnNotLike: { "aws:PrincipalArn": roles } });
  const vaults = `arn:*:backup:*:*:backup-vault:${prefix}-*`;

  return [
    {
      Sid: "Vaults",
      Effect: "Deny",
      Action: [
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultAccessPolicy",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:PutBackupVaultAccessPolicy",
      ],
      Resource: vaults,
      Condition: unless(pipelineRoleArn, custodianRoleArn),
    },
    // a vault of Lockstep's name is where copies may go: in an account that is none of its own there must be none
    {
      Sid: "VaultNames",
      Effect: "Deny",
      Action: "backup:CreateBackupVault",
      Resource: vaults,
      Condition: unless(pipelineRoleArn),
    },
    {
      Sid: "Locks",
      Effect: "Deny",
      Action: "backup:PutBackupVaultLockConfiguration",
      Resource: vaults,
      Condition: unless(pipelineRoleArn),
    },
    {
      Sid: "Keys",
      Effect: "Deny",
      Action: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": props.bootstrapAccountId },
        "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${prefix}-*` },
      },
    },
    {
      Sid: "KeyPolicies",
      Effect: "Deny",
      Action: "kms:PutKeyPolicy",
      Resource: "*",
      Condition: {
        ...unless(pipelineRoleArn, custodianRoleArn),
        StringNotEquals: { "aws:PrincipalAccount": props.bootstrapAccountId },
        "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${prefix}-*` },
      },
    },
    {
      Sid: "KeyAliases",
      Effect: "Deny",
      Action: ["kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: `arn:*:kms:*:*:alias/${prefix}-*`,
    },
    {
      Sid: "Roles",
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:CreateRole",
        "iam:DeletePolicy",
        "iam:DeleteRole",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
      ],
      Resource: [`arn:*:iam::*:role/${prefix}-*`, `arn:*:iam::*:policy/${prefix}-*`],
      Condition: {
        ...unless(pipelineRoleArn, stackSetRoleArn),
        StringNotEquals: { "aws:PrincipalAccount": props.bootstrapAccountId },
      },
    },
    // who could make a role of this name would be exempt from the statement above; CloudFormation makes it by its
    // service-linked role, which no service control policy binds
    {
      Sid: "StackSetRoles",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
      Resource: stackSetRoleArn,
    },
    {
      Sid: "Alerts",
      Effect: "Deny",
      Action: [
        "events:DeleteRule",
        "events:DisableRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
      ],
      Resource: [`arn:*:events:*:*:rule/${prefix}-*`, `arn:*:events:*:*:rule/*/${prefix}-*`],
      Condition: unless(pipelineRoleArn),
    },
    {
      Sid: "CentralBackupsStay",
      Effect: "Deny",
      Action: [
        "backup:DeleteRecoveryPoint",
        "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent",
        "backup:UpdateRecoveryPointLifecycle",
        // a recovery point of EC2 whose image is disabled cannot be restored, locked or not
        "ec2:DisableImage",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": props.centralAccountIds } },
    },
    // a type that is opted out in the destination is not copied there
    {
      Sid: "CentralOptInStays",
      Effect: "Deny",
      Action: "backup:UpdateRegionSettings",
      Resource: "*",
      Condition: { ...unless(pipelineRoleArn), StringEquals: { "aws:PrincipalAccount": props.centralAccountIds } },
    },
    {
      Sid: "AccountsAreNotClosed",
      Effect: "Deny",
      Action: "account:CloseAccount",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": props.keptAccountIds } },
    },
    // no service control policy binds an account that has left, nor do its copies go on
    { Sid: "NobodyLeaves", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
  ];
}
