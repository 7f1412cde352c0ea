import { quotas } from "../aws/quotas.ts";
import { error, type Finding, inOrganization } from "../finding.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";
import { pipelineApplyRole, roleArn } from "../names.ts";

const { most } = quotas.managedPolicyCharacters;

/**
 * Policies of central and shared name the accounts of a class that are in no unit, and the paths of its units. The
 * tightest of them is the managed policy with which the pipeline enters: beyond its size the next onboarding fails.
 */
export function accountsFit(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    const { accountIds, paths } = membersOf(estate, cls);
    const size = enterPolicyCharacters(estate, cls);
    if (size <= most) return [];
    const named = `${accountIds.length} ${cls} accounts in no unit and ${paths.length} ${paths.length === 1 ? "unit" : "units"}`;
    const wayOut =
      accountIds.length > 0 ? "put accounts into units" : "use fewer units, such as an OU that holds several of them";
    const message = `got ${named}, a policy of ${size} characters; AWS takes ${most}: ${wayOut}`;
    return [error("too-many-accounts", inOrganization("units"), message)];
  });
}

/** Characters of the managed policy that lists the accounts of a class. A test holds it against what is synthesized. */
export function enterPolicyCharacters(estate: Estate, cls: AccountClass): number {
  const { accountIds, paths } = membersOf(estate, cls);
  const enter = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: roleArn(estate, "*", pipelineApplyRole(`app-${cls}`)),
  };
  const byAccount = {
    ...enter,
    Sid: "ByAccount",
    Condition: { StringEquals: { "aws:ResourceAccount": accountIds } },
  };
  const byUnit = {
    ...enter,
    Sid: "ByUnit",
    Condition: { "ForAnyValue:StringLike": { "aws:ResourceOrgPaths": paths } },
  };
  const statements = [...(accountIds.length > 0 ? [byAccount] : []), ...(paths.length > 0 ? [byUnit] : [])];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }).length;
}

const membersOf = (estate: Estate, cls: AccountClass) => ({
  accountIds: estate.accounts
    .filter((account) => account.class === cls && account.unit === null)
    .map(({ accountId }) => accountId),
  paths: estate.units.filter((unit) => unit.class === cls).map(({ orgPath }) => `${orgPath}*`),
});
