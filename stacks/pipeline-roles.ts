import { backupRoleBoundary } from "../src/constructs/boundaries/backup-role-boundary.ts";
import { copyBackRoleBoundary } from "../src/constructs/boundaries/copy-back-role-boundary.ts";
import { boundedDuties, dutyBoundary, placesOf } from "../src/constructs/boundaries/duty-boundary.ts";
import { formerBoundaryStatements } from "../src/constructs/boundaries/former-boundary.ts";
import { restoreRoleBoundary } from "../src/constructs/boundaries/restore-role-boundary.ts";
import { type DutyPlaceArns, dutyStatements } from "../src/constructs/duty-policies.ts";
import { forwardStatements } from "../src/constructs/event-forwarding.ts";
import {
  type ApplyProps,
  applyRoleStatements,
  applyVaultStatements,
  type BoundedRole,
  makeRoleStatements,
} from "../src/constructs/pipeline-apply-policy.ts";
import { denialStatements } from "../src/constructs/pipeline-denials.ts";
import { managementApplyStatements } from "../src/constructs/pipeline-management-policy.ts";
import { planStatements } from "../src/constructs/pipeline-plan-policy.ts";
import { pipelineRolesTemplate } from "../src/constructs/pipeline-roles-template.ts";
import type { Conditions, Statement } from "../src/constructs/policy-document.ts";
import { reachInStatements } from "../src/constructs/reach-in-policy.ts";
import { trustIn, trustInDuty } from "../src/constructs/trust.ts";
import { accountClasses, type Estate } from "../src/model.ts";
import {
  alertBusArn,
  alertKeyAlias,
  backupRole,
  boundaryOf,
  centralKeyAlias,
  copyBackRole,
  dutyRole,
  eventForwarderRole,
  formerBoundary,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  localKeyAlias,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelinePolicy,
  pipelineScopes,
  prefix,
  reachInRole,
  restoreRole,
  roleArn,
  stackTag,
} from "../src/names.ts";

const applyRole = pipelineApplyRole("app-prod");

/** The template of the roles in every account but the management account, as this estate needs it. */
export function pipelineRoles(estate: Estate): string {
  const { duties } = estate;
  const props = applyProps(estate);
  const scopes = pipelineScopes
    .map(({ scope }) => scope)
    .filter((scope) => scope !== "management" && pipelineApplyRole(scope) === applyRole);

  return pipelineRolesTemplate({
    planRoleName: pipelinePlanRole,
    applyRoleName: applyRole,
    planTrust: trustInHub(estate, [hubPlanRole, hubDeployPlanRole]),
    plan: planStatements(prefix),
    applyTrust: trustInHub(estate, scopes.map(hubApplyRole)),
    apply: {
      [pipelinePolicy("vaults")]: applyVaultStatements(props),
      [pipelinePolicy("making-roles")]: makeRoleStatements(props),
      [pipelinePolicy("roles")]: applyRoleStatements(props),
    },
    applyDenials: denials(estate),
    custodian: {
      roleName: dutyRole("vaultCustodian"),
      trust: trustInDuty(duties.vaultCustodian, estate.organization.id),
      statements: dutyStatements("vaultCustodian", "central", nothingToPass),
      maxSessionHours: duties.vaultCustodian.maxSessionHours,
    },
    boundaries: {
      ...boundaries(estate),
      ...(estate.pipeline.upgradeUntil !== null && { [formerBoundary]: formerBoundaryStatements(prefix) }),
    },
  });
}

/** The template of the management account, which StackSets do not reach: a person deploys it, and it makes no other roles. */
export function managementRoles(estate: Estate): string {
  return pipelineRolesTemplate({
    planRoleName: pipelinePlanRole,
    applyRoleName: pipelineApplyRole("management"),
    planTrust: trustInHub(estate, [hubPlanRole, hubDeployPlanRole]),
    plan: planStatements(prefix),
    applyTrust: trustInHub(estate, [hubApplyRole("management")]),
    apply: {
      [pipelinePolicy("management")]: managementApplyStatements({
        partition: estate.partition,
        sharedAccountId: estate.shared.accountId,
        hasResourceGuardrails: estate.management?.resourceGuardrails ?? false,
        stackTag,
      }),
    },
    applyDenials: denials(estate),
    custodian: null,
    boundaries: {},
  });
}

function trustInHub(estate: Estate, hubRoles: readonly string[]): readonly Statement[] {
  const { organization, shared } = estate;
  return trustIn(
    hubRoles.map((role) => roleArn(estate, shared.accountId, role)),
    // the workflow's own identity is the second factor; a role session carries none
    { organizationId: organization.id, requireMfa: false },
  );
}

/** Every role that the pipeline makes. */
const serviceRoles = [
  { name: backupRole, places: ["app"] as const },
  { name: copyBackRole, places: ["central"] as const },
  { name: restoreRole, places: ["app", "central"] as const },
  ...accountClasses.map((cls) => ({ name: reachInRole(cls), places: ["app"] as const })),
  { name: eventForwarderRole, places: ["app", "central"] as const },
].map((role) => ({ ...role, hasFixedTrust: true }));
const boundedRoles: readonly BoundedRole[] = [
  ...serviceRoles,
  ...boundedDuties.map((duty) => ({ name: dutyRole(duty), places: placesOf(duty), hasFixedTrust: false })),
].map((role) => ({ ...role, boundaryName: boundaryOf(role.name) }));

function applyProps(estate: Estate): ApplyProps {
  return {
    prefix,
    boundedRoles,
    accountIds: {
      central: accountClasses.map((cls) => estate.central[cls].accountId),
      shared: [estate.shared.accountId],
    },
    keyAliases: [localKeyAlias, ...accountClasses.map(centralKeyAlias), alertKeyAlias],
    upgradeUntil: estate.pipeline.upgradeUntil,
  };
}

function boundaries(estate: Estate): Readonly<Record<string, readonly Statement[]>> {
  const central = accountClasses.map((cls) => estate.central[cls].accountId);
  const shared = [estate.shared.accountId];
  const anywhere = (role: string) => roleArn(estate, "*", role);
  const inAccounts = (accountIds: readonly string[]): Conditions => ({
    StringEquals: { "aws:PrincipalAccount": accountIds },
  });
  const places = {
    app: {
      here: { StringNotEquals: { "aws:PrincipalAccount": [...central, ...shared] } },
      arns: { backupRoleArn: anywhere(backupRole), restoreRoleArns: [anywhere(restoreRole)], reachInRoleArn: null },
    },
    central: {
      here: inAccounts(central),
      arns: {
        backupRoleArn: null,
        restoreRoleArns: [anywhere(copyBackRole), anywhere(restoreRole)],
        reachInRoleArn: anywhere(`${prefix}-reach-in-*`),
      },
    },
    shared: { here: inAccounts(shared), arns: nothingToPass },
  } as const;

  return Object.fromEntries(
    (
      [
        [backupRole, backupRoleBoundary()],
        [copyBackRole, copyBackRoleBoundary()],
        [restoreRole, restoreRoleBoundary()],
        ...accountClasses.map((cls) => [reachInRole(cls), reachInStatements(anywhere(restoreRole))] as const),
        [eventForwarderRole, forwardStatements(alertBusArn(estate))],
        ...boundedDuties.map((duty) => [dutyRole(duty), dutyBoundary(duty, places)] as const),
      ] as const
    ).map(([role, statements]) => [boundaryOf(role), statements]),
  );
}

const nothingToPass: DutyPlaceArns = { backupRoleArn: null, restoreRoleArns: [], reachInRoleArn: null };

function denials(estate: Estate): readonly Statement[] {
  const { central } = estate;
  return denialStatements({
    prefix,
    centralLocks: accountClasses.map((cls) => ({
      sid: cls === "prod" ? "CentralProd" : "CentralNonprod",
      accountId: central[cls].accountId,
      minDays: central[cls].lock.minDays,
      maxDays: central[cls].lock.maxDays,
    })),
    armedAccountIds: armedAccounts(estate),
    sealedAccountIds: accountClasses.filter((cls) => central[cls].isSealed).map((cls) => central[cls].accountId),
  });
}

function armedAccounts(estate: Estate): readonly string[] {
  return [estate.central.prod, estate.central.nonprod, ...estate.accounts]
    .filter(({ lock }) => lock !== null && lock.mode === "compliance" && lock.armedOn !== null)
    .map(({ accountId }) => accountId)
    .sort();
}
