/**
 * Every name and ARN that two stacks agree on. Stacks never read each other: what one creates and another refers to is
 * computed here, from the estate alone. None of these may change once deployed: a new name is a new vault, key or role.
 */
import type { AccountClass, DutyName, Estate, Plan } from "./model.ts";

/** Vaults, keys, roles, policies and topics of Lockstep all start with it; the guardrails rely on that. */
export const prefix = "lockstep";

/** Tag that marks whose part of the estate something is: `prod`, `nonprod`; absent on what both share. */
export const classTag = `${prefix}:class`;

/** Default tags of an application account's stack. */
export const stackTag = `${prefix}:stack`;
export const ownerTag = `${prefix}:owner`;
/** `retired` on what a leaving account keeps; absent elsewhere. */
export const stateTag = `${prefix}:state`;

// --- stacks ---

/**
 * A group of stacks that one pipeline role applies and one GitHub environment gates. Prod and non-prod never share one.
 * It is also the folder of its stacks' state.
 */
export type Scope =
  | "bootstrap"
  | "management"
  | "shared"
  | "central-prod"
  | "central-nonprod"
  | "app-prod"
  | "app-nonprod"
  | "policies-prod"
  | "policies-nonprod";

export interface PipelineScope {
  readonly scope: Scope;
  /** Scopes of one wave are applied side by side, those of the next once they are done. */
  readonly wave: number;
  /** What its stacks hold. */
  readonly holds: "organization" | "central" | "accounts" | "policies";
  /** `null`: both classes rely on it. */
  readonly class: AccountClass | null;
}

/** Scopes that the pipeline applies, in the order in which people are shown them; `bootstrap` is applied by a person. */
export const pipelineScopes: readonly PipelineScope[] = [
  { scope: "management", wave: 1, holds: "organization", class: null },
  { scope: "shared", wave: 1, holds: "organization", class: null },
  { scope: "central-prod", wave: 1, holds: "central", class: "prod" },
  { scope: "central-nonprod", wave: 1, holds: "central", class: "nonprod" },
  { scope: "app-nonprod", wave: 2, holds: "accounts", class: "nonprod" },
  { scope: "policies-nonprod", wave: 3, holds: "policies", class: "nonprod" },
  { scope: "app-prod", wave: 4, holds: "accounts", class: "prod" },
  { scope: "policies-prod", wave: 5, holds: "policies", class: "prod" },
];

/**
 * Scopes to whose apply nobody is asked to agree: they go first, and show what prod will get. A locked vault in central can
 * be undone in non-prod no more than in prod.
 */
export const unreviewedScopes: readonly Scope[] = ["app-nonprod", "policies-nonprod"];

/** Id of an application account's stack; the other stacks are called like their scope. */
export const appStackId = (account: string) => `app-${account}`;

/** What every stack asks for, by whatever it was written: the one that plans it and the guard hold it to the same. */
export const terraformVersions = ">= 1.11";
/** Oldest: the version that tests run against. */
export const awsProviderVersions = ">= 5.100.0, < 7.0.0";
/** Tag of a backup policy: the plan that it puts accounts under. */
export const planTag = `${prefix}:plan`;

// --- state ---

export const stateBucket = (estate: Estate) => `${prefix}-state-${estate.name}-${estate.shared.accountId}`;
export const stateKey = (scope: Scope, stackId: string) => `state/${scope}/${stackId}.tfstate`;
/** A saved plan, by the run that made it; no run overwrites another's. */
export const planFileKey = (scope: Scope, runId: string, attempt: string, stackId: string) =>
  `plans/${scope}/${runId}/${attempt}/${stackId}.tfplan`;
export const ledgerFolder = (scope: Scope) => `ledger/${scope}/`;
/** What was applied last. */
export const ledgerKey = (scope: Scope, stackId: string) => `${ledgerFolder(scope)}${stackId}.json`;
/** Says that an apply has begun and, later, that it ended well. It lies in the ledger, which the roles that plan may read. */
export const applyNoteKey = (scope: Scope, stackId: string) => `${ledgerFolder(scope)}${stackId}.applying.json`;
/** Marks that a stack failed in a run, for the run's other jobs to count. */
export const failureKey = (scope: Scope, runId: string, attempt: string, stackId: string) =>
  `runs/${scope}/${runId}/${attempt}/${stackId}.failed`;
export const stateKeyAlias = `alias/${prefix}-state`;
export const stateKeyAliasArn = (estate: Estate) =>
  `arn:${estate.partition}:kms:${estate.shared.region}:${estate.shared.accountId}:${stateKeyAlias}`;

// --- vaults and keys ---

export const localVault = `${prefix}-local`;
export const centralVault = (cls: AccountClass) => `${prefix}-central-${cls}`;
export const localKeyAlias = `alias/${prefix}-local`;
export const centralKeyAlias = (cls: AccountClass) => `alias/${prefix}-central-${cls}`;

export const vaultArn = (estate: Estate, region: string, accountId: string, vault: string) =>
  `arn:${estate.partition}:backup:${region}:${accountId}:backup-vault:${vault}`;

// --- principals ---

export const roleArn = (estate: Estate, accountId: string, role: string) =>
  `arn:${estate.partition}:iam::${accountId}:role/${role}`;
export const policyArn = (estate: Estate, accountId: string, policy: string) =>
  `arn:${estate.partition}:iam::${accountId}:policy/${policy}`;
export const accountRootArn = (estate: Estate, accountId: string) => `arn:${estate.partition}:iam::${accountId}:root`;

// AWSBackupOperatorAccess and the console pass only roles with "AWSBackup" in their name
export const backupRole = `${prefix}-AWSBackup-backup`;
export const restoreRole = `${prefix}-AWSBackup-restore`;
export const copyBackRole = `${prefix}-AWSBackup-copy-back`;
/** Pattern of the above. */
export const backupRoles = `${prefix}-AWSBackup-*`;

/** The role with which AWS Backup itself runs copies in the destination account. */
export const backupServiceLinkedRole = "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

/** Pattern of the roles with which EC2 decrypts the volumes of instances; IAM takes no colon in a role's name. */
export const instanceRole = "aws:ec2-infrastructure*";

/** The role in an application account that the restore operator of its central account assumes. */
export const reachInRole = (cls: AccountClass) => `${prefix}-reach-in-${cls}`;

/** The role with which EventBridge forwards failed jobs to the shared account. */
export const eventForwarderRole = `${prefix}-event-forwarder`;

const dutyRoles: Readonly<Record<DutyName, string>> = {
  policyAdmin: `${prefix}-policy-admin`,
  vaultCustodian: `${prefix}-vault-custodian`,
  backupOperator: `${prefix}-backup-operator`,
  restoreOperator: `${prefix}-restore-operator`,
  auditor: `${prefix}-auditor`,
};
export const dutyRole = (duty: DutyName) => dutyRoles[duty];

/** Permissions boundary of a role that the pipeline creates: each has its own, and says what the role may do at most. */
export const boundaryOf = (role: string) => `${prefix}-boundary-${role.slice(`${prefix}-`.length)}`;
/** The one boundary that all roles had until November 2026; there only as long as `pipeline.upgradeUntil` is written. */
export const formerBoundary = `${prefix}-boundary`;

/** Resource control policy of the root. */
export const resourceGuardrailPolicy = `${prefix}-resource-guardrails`;

// --- pipeline ---

/** In the shared account, assumed from GitHub by OIDC. */
export const hubPlanRole = `${prefix}-hub-plan`;
export const hubDeployPlanRole = `${prefix}-hub-deploy-plan`;
export const hubApplyRole = (scope: Scope) => `${prefix}-hub-apply-${scope}`;

/** In every account, assumed from the hub roles. */
export const pipelinePlanRole = `${prefix}-pipeline-plan`;
export const pipelineApplyRole = (scope: Scope) =>
  scope === "policies-prod" || scope === "policies-nonprod"
    ? `${prefix}-pipeline-apply-${scope}`
    : `${prefix}-pipeline-apply`;

/** Managed policies of the pipeline's role in every account. */
export const pipelinePolicy = (of: "vaults" | "making-roles" | "roles" | "management") => `${prefix}-pipeline-${of}`;

/** Managed policy that names the application accounts a hub role may enter. */
export const accountsPolicy = (cls: AccountClass) => `${prefix}-accounts-${cls}`;
/** Managed policies that name what backup policies of a class may be attached to; numbered from 1, since one holds some 120. */
export const targetsPolicy = (cls: AccountClass, number: number) => `${prefix}-targets-${cls}-${number}`;
/** What a role that changes backup policies can do at most. */
export const policiesBoundary = (cls: AccountClass) => `${pipelineApplyRole(`policies-${cls}`)}-boundary`;

export const githubOidcHost = "token.actions.githubusercontent.com";
export const pipelineStackSet = `${prefix}-pipeline-roles`;

// --- alerts ---

export const alertBus = `${prefix}-alerts`;
export const alertTopic = `${prefix}-alerts`;
export const alertKeyAlias = `alias/${prefix}-alerts`;
export const alertRule = `${prefix}-failed-jobs`;
export const alertBusArn = (estate: Estate) =>
  `arn:${estate.partition}:events:${estate.shared.region}:${estate.shared.accountId}:event-bus/${alertBus}`;

// --- backup policies ---

/** Name of the plan that AWS Backup creates in the accounts. */
export const backupPlan = (plan: Pick<Plan, "name">) => `${prefix}-${plan.name}`;

/**
 * One BACKUP_POLICY a class, plan, set of Regions and delay of its starts: the name never depends on which accounts it is
 * attached to.
 */
export const backupPolicyId = (plan: string, regions: readonly string[], delayMinutes: number) =>
  [plan, ...regions, ...(delayMinutes === 0 ? [] : [`${delayMinutes}m-later`])].join("_");
export const backupPolicyName = (cls: AccountClass, id: string) => `${prefix}-${cls}-${id}`;
