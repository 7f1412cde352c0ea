import { type AccountClass, accountClasses, type DutyName } from "../../../src/model.ts";
import {
  backupRole,
  boundaryOf,
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
import type { Document } from "../../emulator/model/policy-document.ts";
import { githubIds } from "../../support/github-ids.ts";
import { stackSetRole } from "../closure/actors-in.ts";
import { type Context, example, nobody, type Organization, type Principal } from "./organization.ts";
import { classlessAccount, outsideAccount, personOf, roleArn } from "./people.ts";
import { account, central, organization, shared } from "./places.ts";

/** Somebody who asks AWS for things, whoever they are meant to be. */
export interface Asker {
  readonly who: string;
  readonly group: string;
  readonly accountId: string;
  readonly of: (in_: Organization) => Principal;
  /** Whether Terraform works with it. */
  readonly deploys?: boolean;
  /** What their session adds to each request. */
  readonly context?: Context;
}

const payments = account("payments-prod").accountId;
const scopes = pipelineScopes.map(({ scope }) => scope);

const takesRoles: Document = {
  Version: "2012-10-17",
  Statement: [{ Sid: "TakesRoles", Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }],
};

const role = (accountId: string, name: string) => (in_: Organization) => in_.role(accountId, name);
const administrator = (accountId: string) => (in_: Organization) => in_.administrator(accountId);
const rootUser = (accountId: string) => (in_: Organization) => in_.rootUser(accountId);
const backupService = (accountId: string) => (in_: Organization) => in_.backupService(accountId);
const stackSets = (accountId: string) => (in_: Organization) => ({
  ...in_.administrator(accountId),
  arn: roleArn(accountId, stackSetRole),
});
/** All that a merged change can make of a role: everything is allowed to it, within the boundary of its name. */
const madeRole = (accountId: string, name: string) => (in_: Organization) => {
  const boundary = in_.written.find((one) => one.of === boundaryOf(name) && one.accountId === accountId);
  if (!boundary) throw new Error(`got no boundary of ${name} in ${accountId}`);
  return { ...in_.administrator(accountId), arn: roleArn(accountId, name), boundary: boundary.document };
};
const person = (name: DutyName) => able(personOf(example.estate, name).arn);
const duty = (accountId: string, name: DutyName) => role(accountId, dutyRole(name));

const inGroup = (group: string, askers: readonly Omit<Asker, "group" | "accountId">[]): readonly Asker[] =>
  askers.map((asker) => ({ ...asker, group, accountId: asker.of(example).accountId }));

/** The most that a merged change can make of a role. */
export const madeByPipeline = "made role";
/** Whose own account lets them do everything. */
export const ownerNames: readonly string[] = ["administrator", "root user", "StackSets' role"];

/** Who is in every account. */
const inAccount = (accountId: string): readonly Omit<Asker, "group" | "accountId">[] => [
  { who: "administrator", of: administrator(accountId) },
  { who: "root user", of: rootUser(accountId) },
  { who: "the pipeline's plan role", of: role(accountId, pipelinePlanRole), deploys: true },
];

/**
 * Who is in every account that AWS Backup works in.
 *
 * @param made the role that is worth most of those that the pipeline makes there
 */
const inMember = (accountId: string, made: string): readonly Omit<Asker, "group" | "accountId">[] => [
  { who: madeByPipeline, of: madeRole(accountId, made) },
  { who: "vault custodian", of: duty(accountId, "vaultCustodian") },
  { who: "StackSets' role", of: stackSets(accountId) },
  { who: "AWS Backup itself", of: backupService(accountId) },
  { who: "auditor", of: duty(accountId, "auditor") },
];

const inApplication = (accountId: string, cls: AccountClass): readonly Omit<Asker, "group" | "accountId">[] => [
  ...inAccount(accountId),
  ...inMember(accountId, backupRole),
  { who: "backup operator", of: duty(accountId, "backupOperator") },
  { who: "restore operator", of: duty(accountId, "restoreOperator") },
  { who: "the role that AWS Backup backs up with", of: role(accountId, backupRole) },
  { who: "the role that AWS Backup restores with", of: role(accountId, restoreRole) },
  { who: "the role that central reaches in with", of: role(accountId, reachInRole(cls)) },
  { who: "the role that forwards alerts", of: role(accountId, eventForwarderRole) },
  { who: "the pipeline's apply role", of: role(accountId, pipelineApplyRole(`app-${cls}`)), deploys: true },
];

/** Whoever has a role of Lockstep, whoever administers an account, and whoever has no business here. */
export const askers: readonly Asker[] = [
  ...["payments-prod", "warehouse-prod", "sandbox"].flatMap((name) => {
    const { accountId, class: cls } = account(name);
    return inGroup(name, inApplication(accountId, cls));
  }),
  ...(["prod", "nonprod"] as const).flatMap((cls) => {
    const { accountId } = central[cls];
    return inGroup(cls === "prod" ? "central prod" : "central non-prod", [
      ...inAccount(accountId),
      ...inMember(accountId, copyBackRole),
      { who: "restore operator", of: duty(accountId, "restoreOperator") },
      { who: "the role that copies back", of: role(accountId, copyBackRole) },
      { who: "the role that AWS Backup restores with", of: role(accountId, restoreRole) },
      { who: "the role that forwards alerts", of: role(accountId, eventForwarderRole) },
      { who: "the pipeline's apply role", of: role(accountId, pipelineApplyRole(`central-${cls}`)), deploys: true },
    ]);
  }),
  ...inGroup("shared", [
    ...inAccount(shared.accountId),
    ...inMember(shared.accountId, dutyRole("policyAdmin")),
    { who: "policy admin", of: duty(shared.accountId, "policyAdmin") },
    { who: "the pipeline's hub role of pull requests", of: role(shared.accountId, hubPlanRole) },
    { who: "the pipeline's hub role that plans deploys", of: role(shared.accountId, hubDeployPlanRole) },
    ...scopes.map((scope) => ({
      who: `the pipeline's hub role that applies ${scope}`,
      of: role(shared.accountId, hubApplyRole(scope)),
    })),
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
    ...inAccount(organization.managementAccountId),
    {
      who: "the pipeline's apply role",
      of: role(organization.managementAccountId, pipelineApplyRole("management")),
      deploys: true,
    },
  ]),
  ...inGroup("elsewhere", [
    { who: "the administrator of an account that config does not know", of: administrator(classlessAccount) },
    { who: "the administrator of an account of another organization", of: administrator(outsideAccount) },
  ]),
  ...inGroup("shared", [
    ...(["policyAdmin", "backupOperator", "restoreOperator", "auditor"] as const).map((name) => ({
      who: `the person who is ${name}, signed in by IAM Identity Center`,
      of: () => person(name),
    })),
    { who: "a person who is vault custodian, without MFA", of: () => person("vaultCustodian") },
    {
      who: "a person who is vault custodian, with MFA",
      of: () => person("vaultCustodian"),
      context: { "aws:MultiFactorAuthPresent": "true" },
    },
  ]),
];

const service = (who: string, name: string, accountId: string, context: Context): Asker => ({
  who,
  group: "AWS",
  accountId,
  // guardrails bind who is in an account
  of: () => ({ ...nobody(name, accountId), guarded: false }),
  context: {
    ...context,
    "aws:PrincipalIsAWSService": "true",
    "aws:SourceOrgID": accountId === outsideAccount ? "o-zzzzzzzzzz" : organization.id,
  },
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
  ...accountClasses.map((cls) =>
    service(
      `EventBridge, for central ${cls === "prod" ? "prod" : "non-prod"}`,
      "events.amazonaws.com",
      central[cls].accountId,
      {
        "aws:SourceAccount": central[cls].accountId,
      },
    ),
  ),
  service("EventBridge, for a stranger", "events.amazonaws.com", outsideAccount, {
    "aws:SourceAccount": outsideAccount,
  }),
  service("Lambda", "lambda.amazonaws.com", payments, { "aws:SourceAccount": payments }),
];

/** Somebody whose own account lets them take roles. What else it lets them do, its administrator may do. */
function able(arn: string): Principal {
  return { ...nobody(arn, shared.accountId), policies: [takesRoles] };
}

const { repository, immutableIds } = example.estate.pipeline;
const [owner = "", name = ""] = repository.split("/");
const main = "refs/heads/main";
const token = (who: string, sub: string, ref: string, audience = "sts.amazonaws.com", from = repository): Asker => ({
  who,
  group: "GitHub",
  accountId: shared.accountId,
  of: () => nobody(`arn:aws:iam::${shared.accountId}:oidc-provider/${githubOidcHost}`, shared.accountId),
  context: {
    [`${githubOidcHost}:aud`]: audience,
    [`${githubOidcHost}:sub`]: sub,
    [`${githubOidcHost}:ref`]: ref,
    ...githubIds(example.estate.pipeline, from),
  },
});
const byId = `repo:${owner}@${immutableIds?.owner}/${name}@${immutableIds?.repository}`;

/** Workflows by the token that GitHub gives them; they ask for hub roles only. */
export const workflows: readonly Asker[] = [
  token("a pull request", `repo:${repository}:pull_request`, "refs/pull/7/merge"),
  token("a pull request, by the repository's id", `${byId}:pull_request`, "refs/pull/7/merge"),
  token("the deploying branch", `repo:${repository}:ref:${main}`, main),
  token("the deploying branch, by the repository's id", `${byId}:ref:${main}`, main),
  token("another branch", `repo:${repository}:ref:refs/heads/feature`, "refs/heads/feature"),
  token(
    "a pull request of another repository",
    `repo:${owner}/other:pull_request`,
    "refs/pull/7/merge",
    "sts.amazonaws.com",
    `${owner}/other`,
  ),
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
