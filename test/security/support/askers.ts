import type { DutyName } from "../../../src/model.ts";
import {
  backupRole,
  copyBackRole,
  dutyRole,
  eventForwarderRole,
  githubOidcHost,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelineScopes,
  reachInRole,
  restoreRole,
} from "../../../src/names.ts";
import {
  type Context,
  classlessAccount,
  example,
  nobody,
  type Organization,
  outsideAccount,
  type Principal,
} from "../../isolation/support/organization.ts";
import { account, central, organization, shared } from "../../isolation/support/places.ts";
import { allowEverything } from "../../support/policy-document.ts";

/** Somebody who asks AWS for things, whoever they are meant to be. */
export interface Asker {
  readonly who: string;
  readonly group: string;
  readonly accountId: string;
  readonly of: (in_: Organization) => Principal;
  /** Whether it is somebody who would try anything, anywhere. */
  readonly isBoss?: boolean;
  /** Whether Terraform works with it. */
  readonly deploys?: boolean;
  /** What their session adds to each request. */
  readonly context?: Context;
}

const payments = account("payments-prod").accountId;
const warehouse = account("warehouse-prod").accountId;
const sandbox = account("sandbox").accountId;
const scopes = pipelineScopes.map(({ scope }) => scope);

const role = (accountId: string, name: string) => (in_: Organization) => in_.role(accountId, name);
const administrator = (accountId: string) => (in_: Organization) => in_.administrator(accountId);
const rootUser = (accountId: string) => (in_: Organization) => in_.rootUser(accountId);
const backupService = (accountId: string) => (in_: Organization) => in_.backupService(accountId);
const duty = (accountId: string, name: DutyName) => role(accountId, dutyRole(name));

const inGroup = (group: string, askers: readonly Omit<Asker, "group" | "accountId">[]): readonly Asker[] =>
  askers.map((asker) => ({ ...asker, group, accountId: asker.of(example).accountId }));

/** Whoever has a role of Lockstep, whoever administers an account, and whoever has no business here. */
export const askers: readonly Asker[] = [
  ...inGroup("payments-prod", [
    { who: "administrator", of: administrator(payments), isBoss: true },
    { who: "root user", of: rootUser(payments), isBoss: true },
    { who: "backup operator", of: duty(payments, "backupOperator") },
    { who: "restore operator", of: duty(payments, "restoreOperator") },
    { who: "auditor", of: duty(payments, "auditor") },
    { who: "vault custodian", of: duty(payments, "vaultCustodian") },
    { who: "the role that AWS Backup backs up with", of: role(payments, backupRole) },
    { who: "the role that AWS Backup restores with", of: role(payments, restoreRole) },
    { who: "the role that central reaches in with", of: role(payments, reachInRole("prod")) },
    { who: "the role that forwards alerts", of: role(payments, eventForwarderRole) },
    { who: "AWS Backup itself", of: backupService(payments) },
    { who: "the pipeline's plan role", of: role(payments, pipelinePlanRole), deploys: true },
    { who: "the pipeline's apply role", of: role(payments, pipelineApplyRole("app-prod")), deploys: true },
  ]),
  ...inGroup("warehouse-prod", [
    { who: "administrator", of: administrator(warehouse), isBoss: true },
    { who: "the role that AWS Backup backs up with", of: role(warehouse, backupRole) },
    { who: "AWS Backup itself", of: backupService(warehouse) },
    { who: "the pipeline's apply role", of: role(warehouse, pipelineApplyRole("app-prod")), deploys: true },
  ]),
  ...inGroup("sandbox", [
    { who: "administrator", of: administrator(sandbox), isBoss: true },
    { who: "backup operator", of: duty(sandbox, "backupOperator") },
    { who: "the role that AWS Backup backs up with", of: role(sandbox, backupRole) },
    { who: "the role that central reaches in with", of: role(sandbox, reachInRole("nonprod")) },
    { who: "AWS Backup itself", of: backupService(sandbox) },
    { who: "the pipeline's apply role", of: role(sandbox, pipelineApplyRole("app-nonprod")), deploys: true },
  ]),
  ...(["prod", "nonprod"] as const).flatMap((cls) => {
    const { accountId } = central[cls];
    return inGroup(cls === "prod" ? "central prod" : "central non-prod", [
      { who: "administrator", of: administrator(accountId), isBoss: true },
      { who: "root user", of: rootUser(accountId), isBoss: true },
      { who: "restore operator", of: duty(accountId, "restoreOperator") },
      { who: "auditor", of: duty(accountId, "auditor") },
      { who: "vault custodian", of: duty(accountId, "vaultCustodian") },
      { who: "the role that copies back", of: role(accountId, copyBackRole) },
      { who: "AWS Backup itself", of: backupService(accountId) },
      { who: "the pipeline's plan role", of: role(accountId, pipelinePlanRole), deploys: true },
      { who: "the pipeline's apply role", of: role(accountId, pipelineApplyRole(`central-${cls}`)), deploys: true },
    ]);
  }),
  ...inGroup("shared", [
    { who: "administrator", of: administrator(shared.accountId), isBoss: true },
    { who: "policy admin", of: duty(shared.accountId, "policyAdmin") },
    { who: "auditor", of: duty(shared.accountId, "auditor") },
    { who: "the pipeline's hub role of pull requests", of: role(shared.accountId, hubPlanRole) },
    { who: "the pipeline's hub role that plans deploys", of: role(shared.accountId, hubDeployPlanRole) },
    ...scopes.map((scope) => ({
      who: `the pipeline's hub role that applies ${scope}`,
      of: role(shared.accountId, hubApplyRole(scope)),
    })),
    { who: "the pipeline's plan role", of: role(shared.accountId, pipelinePlanRole), deploys: true },
    { who: "the pipeline's apply role", of: role(shared.accountId, pipelineApplyRole("shared")), deploys: true },
    {
      who: "the pipeline's role for the policies of prod",
      of: role(shared.accountId, pipelineApplyRole("policies-prod")),
      deploys: true,
    },
    {
      who: "the pipeline's role for the policies of non-prod",
      of: role(shared.accountId, pipelineApplyRole("policies-nonprod")),
      deploys: true,
    },
  ]),
  ...inGroup("management", [
    { who: "the pipeline's plan role", of: role(organization.managementAccountId, pipelinePlanRole), deploys: true },
    {
      who: "the pipeline's apply role",
      of: role(organization.managementAccountId, pipelineApplyRole("management")),
      deploys: true,
    },
  ]),
  ...inGroup("elsewhere", [
    {
      who: "the administrator of an account that config does not know",
      of: administrator(classlessAccount),
      isBoss: true,
    },
    { who: "the administrator of an account of another organization", of: administrator(outsideAccount), isBoss: true },
  ]),
  ...inGroup("shared", [
    ...(["policyAdmin", "backupOperator", "restoreOperator", "auditor"] as const).map((name) => ({
      who: `the person who is ${name}, signed in by IAM Identity Center`,
      of: () => able(personOf(name)),
    })),
    { who: "a person who is vault custodian, without MFA", of: () => able(personOf("vaultCustodian")) },
    {
      who: "a person who is vault custodian, with MFA",
      of: () => able(personOf("vaultCustodian")),
      context: { "aws:MultiFactorAuthPresent": "true" },
    },
  ]),
];

function personOf(name: DutyName): string {
  return (example.estate.duties[name].principals[0] ?? "").replaceAll("*", "0123456789abcdef");
}

const service = (who: string, name: string, accountId: string, context: Context): Asker => ({
  who,
  group: "AWS",
  accountId,
  of: () => nobody(name, accountId),
  context,
});
const alertRuleArn = `arn:aws:events:${shared.region}:${shared.accountId}:rule/lockstep-alerts/lockstep-failed-jobs`;
const ofShared = { "aws:SourceAccount": shared.accountId, "aws:SourceArn": alertRuleArn };

/** Services by what they say of whom they act for; they are let in by trusts and by resources' own policies only. */
export const services: readonly Asker[] = [
  service("AWS Backup", "backup.amazonaws.com", payments, { "aws:SourceAccount": payments }),
  service("EventBridge, for the alert hub's rule", "events.amazonaws.com", shared.accountId, ofShared),
  service("EventBridge, for another rule of the shared account", "events.amazonaws.com", shared.accountId, {
    ...ofShared,
    "aws:SourceArn": `arn:aws:events:${shared.region}:${shared.accountId}:rule/of-another-team`,
  }),
  service("EventBridge, for payments-prod", "events.amazonaws.com", payments, { "aws:SourceAccount": payments }),
  service("EventBridge, for a stranger", "events.amazonaws.com", outsideAccount, {
    "aws:SourceAccount": outsideAccount,
  }),
  service("Lambda", "lambda.amazonaws.com", payments, { "aws:SourceAccount": payments }),
];

/** Somebody whose own account lets them ask for anything. */
function able(arn: string): Principal {
  return { ...nobody(arn, shared.accountId), policies: [allowEverything] };
}

const main = "refs/heads/main";
const token = (who: string, sub: string, ref: string, audience = "sts.amazonaws.com"): Asker => ({
  who,
  group: "GitHub",
  accountId: shared.accountId,
  of: () => nobody(`arn:aws:iam::${shared.accountId}:oidc-provider/${githubOidcHost}`, shared.accountId),
  context: {
    [`${githubOidcHost}:aud`]: audience,
    [`${githubOidcHost}:sub`]: sub,
    [`${githubOidcHost}:ref`]: ref,
  },
});
const { repository, immutableIds } = example.estate.pipeline;
const [owner = "", name = ""] = repository.split("/");
const byId = `repo:${owner}@${immutableIds?.owner}/${name}@${immutableIds?.repository}`;

/** Workflows by the token that GitHub gives them; they ask for hub roles only. */
export const workflows: readonly Asker[] = [
  token("a pull request", `repo:${repository}:pull_request`, "refs/pull/7/merge"),
  token("a pull request, by the repository's id", `${byId}:pull_request`, "refs/pull/7/merge"),
  token("the deploying branch", `repo:${repository}:ref:${main}`, main),
  token("the deploying branch, by the repository's id", `${byId}:ref:${main}`, main),
  token("another branch", `repo:${repository}:ref:refs/heads/feature`, "refs/heads/feature"),
  token("a pull request of another repository", `repo:${owner}/other:pull_request`, "refs/pull/7/merge"),
  token(
    "the deploying branch, for another audience",
    `repo:${repository}:ref:${main}`,
    main,
    "https://github.com/acme",
  ),
  ...scopes.flatMap((scope) => [
    token(`the environment ${scope} on the deploying branch`, `repo:${repository}:environment:${scope}`, main),
    token(
      `the environment ${scope} on the deploying branch, by the repository's id`,
      `${byId}:environment:${scope}`,
      main,
    ),
    token(
      `the environment ${scope} on another branch`,
      `repo:${repository}:environment:${scope}`,
      "refs/heads/feature",
    ),
    token(
      `the environment ${scope} on the deploying branch, for another audience`,
      `repo:${repository}:environment:${scope}`,
      main,
      "https://github.com/acme",
    ),
  ]),
];
