import { quotas } from "../aws/quotas.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";
import { pipelineApplyRole, roleArn } from "../names.ts";
import { counted } from "../words/counted.ts";

const { most } = quotas.managedPolicyCharacters;

const manyAccounts = Object.fromEntries(
  Array.from({ length: 410 }, (_, index) => [
    `accounts/a${index}.yaml`,
    `account: "777777${String(index).padStart(6, "0")}"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]`,
  ]),
);

/**
 * Policies of central and shared name the accounts of a class that are in no unit, and the paths of its units. The
 * tightest of them is the managed policy with which the pipeline enters.
 */
export const tooManyAccounts = estateRule({
  id: "too-many-accounts",
  severity: "error",
  what: "more accounts named one by one than AWS's policies hold",
  why: "The policies of central and shared would grow beyond what AWS takes, and the next onboarding would fail.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  example: {
    at: "organization.yaml",
    bad: manyAccounts,
    good: Object.fromEntries(Object.entries(manyAccounts).slice(0, 100)),
  },
  check: (estate) =>
    accountClasses.flatMap((cls) => {
      const { accountIds, paths } = membersOf(estate, cls);
      const size = enterPolicyCharacters(estate, cls);
      if (size <= most) return [];
      const units = counted(paths.length, "unit");
      return [
        {
          at: inOrganization("units"),
          got: `got ${accountIds.length} ${cls} accounts in no unit and ${units}, a policy of ${size} characters`,
          why: `AWS takes ${most}`,
          use:
            accountIds.length > 0
              ? "put accounts into units"
              : "use fewer units, such as an OU that holds several of them",
        },
      ];
    }),
});

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
