import { boundaryStatements } from "../src/constructs/boundary-policy.ts";
import { dutyStatements } from "../src/constructs/duty-policies.ts";
import { applyStatements } from "../src/constructs/pipeline-apply-policy.ts";
import { planStatements } from "../src/constructs/pipeline-plan-policy.ts";
import { pipelineRolesTemplate } from "../src/constructs/pipeline-roles-template.ts";
import { trustIn, trustInDuty } from "../src/constructs/trust.ts";
import { accountClasses, type Estate } from "../src/model.ts";
import {
  alertKeyAlias,
  boundaryPolicy,
  centralKeyAlias,
  dutyRole,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  localKeyAlias,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelineScopes,
  prefix,
  roleArn,
} from "../src/names.ts";

/** The template of the roles in every account, as this estate needs it. */
export function pipelineRoles(estate: Estate): string {
  const { organization, shared, central, duties } = estate;
  const trust = (hubRoles: readonly string[]) =>
    trustIn(
      hubRoles.map((role) => roleArn(estate, shared.accountId, role)),
      // the workflow's own identity is the second factor; a role session carries none
      { organizationId: organization.id, requireMfa: false },
    );

  return pipelineRolesTemplate({
    boundaryName: boundaryPolicy,
    planRoleName: pipelinePlanRole,
    applyRoleName: pipelineApplyRole("app-prod"),
    custodianRoleName: dutyRole("vaultCustodian"),
    boundary: boundaryStatements(prefix),
    planTrust: trust([hubPlanRole, hubDeployPlanRole]),
    plan: planStatements(prefix),
    applyTrust: trust(
      pipelineScopes
        .map(({ scope }) => scope)
        .filter((scope) => pipelineApplyRole(scope) === pipelineApplyRole("app-prod"))
        .map(hubApplyRole),
    ),
    apply: [
      ...planStatements(prefix),
      ...applyStatements({
        prefix,
        boundaryName: boundaryPolicy,
        keyAliases: [localKeyAlias, centralKeyAlias("prod"), centralKeyAlias("nonprod"), alertKeyAlias],
        sharedAccountId: shared.accountId,
        managementAccountId: organization.managementAccountId,
        centralLocks: accountClasses.map((cls) => ({
          sid: cls === "prod" ? "CentralProd" : "CentralNonprod",
          accountId: central[cls].accountId,
          minDays: central[cls].lock.minDays,
          maxDays: central[cls].lock.maxDays,
        })),
        armedAccountIds: armedAccounts(estate),
      }),
    ],
    custodianTrust: trustInDuty(duties.vaultCustodian, organization.id),
    custodian: dutyStatements("vaultCustodian", "central", {
      backupRoleArn: null,
      restoreRoleArns: [],
      reachInRoleArn: null,
    }),
    custodianMaxSessionHours: duties.vaultCustodian.maxSessionHours,
  });
}

function armedAccounts(estate: Estate): readonly string[] {
  return [estate.central.prod, estate.central.nonprod, ...estate.accounts]
    .filter(({ lock }) => lock !== null && lock.mode === "compliance" && lock.armedOn !== null)
    .map(({ accountId }) => accountId)
    .sort();
}
