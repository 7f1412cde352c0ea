import { quotas } from "../aws/quotas.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { policyTargets } from "../estate/policy-targets.ts";
import { accountClasses } from "../model.ts";

const { most: mostLists } = quotas.managedPoliciesPerRole;

const accountsOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `accounts/a${index}.yaml`,
      `account: "777777${String(index).padStart(6, "0")}"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]`,
    ]),
  );

export const tooManyTargets = estateRule({
  id: "too-many-targets",
  severity: "error",
  what: "more units and accounts with plans of their own than the pipeline's role can name",
  why: "The pipeline attaches policies to what the shared stack lists, and IAM attaches 10 policies to a role.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  example: { at: "organization.yaml", bad: accountsOf(1400), good: accountsOf(100) },
  check: (estate) =>
    accountClasses.flatMap((cls) => {
      const lists = policyTargets(estate, cls);
      if (lists.length <= mostLists) return [];
      return [
        {
          at: inOrganization("units"),
          got: `got ${lists.flat().length} units and ${cls} accounts with plans of their own`,
          why: `the policies of the pipeline's role name ${lists.slice(0, mostLists).flat().length}`,
          use: "give plans to units",
        },
      ];
    }),
});
