import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { policiesReaching } from "../estate/policies-reaching.ts";
import { groupBy } from "../group-by.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

export const optInMissing = assertion({
  id: "opt-in-missing",
  severity: "error",
  what: "a Region in which a plan or a copy runs, without opt-in settings",
  why: "Resource types that nobody opted in are left out, and no job fails.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html",
  check: (estate) => [
    ...ofAccounts(estate),
    ...ofManagement(estate),
    ...accountClasses.flatMap((cls) => ofCentral(estate, cls)),
  ],
});

const ofAccounts = (estate: Estate): readonly Complaint[] =>
  policiesReaching(estate).flatMap(({ policy: { regions }, account, through }) =>
    regions
      .filter((region) => account.regions.includes(region) && account.optIn[region] === undefined)
      .map((region) => ({
        at: inAccount(account.name, "regions"),
        got: `got no opt-in settings for ${region}, where ${through} runs, so that resources would be left out`,
        use: `add ${region} to optIn`,
      })),
  );

/** The management account's settings override those of the accounts that a policy runs in. */
function ofManagement(estate: Estate): readonly Complaint[] {
  const { management } = estate;
  if (!management) return [];
  const missing = accountClasses
    .flatMap((cls) => backupPolicies(estate, cls))
    .flatMap(({ plan, regions }) =>
      regions.filter((region) => management.optIn[region] === undefined).map((region) => ({ region, plan: plan.name })),
    );
  return [...groupBy(missing, ({ region }) => region)].map(([region, all]) => {
    const plans = [...new Set(all.map(({ plan }) => plan))];
    const runs = `plan ${withOthers(plans[0] ?? "", plans)} ${plans.length > 1 ? "run" : "runs"}`;
    return {
      at: inOrganization("management"),
      got: `got no opt-in settings for ${region}, where ${runs}, and the management account's override the others`,
      use: `add ${region} to optIn`,
    };
  });
}

function ofCentral({ central }: Estate, cls: AccountClass): readonly Complaint[] {
  const { regions, optIn } = central[cls];
  const missing = regions.filter((region) => optIn[region] === undefined);
  const [first] = missing;
  if (first === undefined) return [];
  return [
    {
      at: inOrganization("central", cls, "regions"),
      got: `got no opt-in settings for ${withOthers(first, missing)}, where copies arrive`,
      use: `add ${first} to optIn`,
    },
  ];
}
