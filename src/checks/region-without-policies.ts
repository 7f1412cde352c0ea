import { isFeatureOffered } from "../aws/region-features.ts";
import { type ConfigKey, inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { reachesOf } from "../estate/reach.ts";
import { groupBy } from "../group-by.ts";
import type { AppAccount } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

export const regionWithoutPolicies = estateRule({
  id: "region-without-policies",
  severity: "error",
  what: "a plan runs in a Region where AWS Backup has no cross-account management",
  why: "Backup policies of an organization are a part of that, and nothing would be backed up there.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: { "accounts/sandbox.yaml": "regions: [mx-central-1]" },
    good: { "accounts/sandbox.yaml": "regions: [us-east-1]" },
  },
  check: (estate) => {
    const without = reachesOf(estate).filter(({ region }) => !isFeatureOffered("policies", region));
    return [...groupBy(without, ({ region }) => region)].flatMap(([region, reaches]) => {
      const accounts = [...new Set(reaches.flatMap((reach) => reach.accounts))];
      const [first] = accounts;
      if (!first) return [];
      const plans = [...new Set(reaches.map(({ plan }) => plan.name))];
      return [
        {
          at: regionsPlace(first),
          got: `got ${region}, where plan ${withOthers(plans[0] ?? "", plans)} ${plans.length > 1 ? "run" : "runs"} in ${firstAndOthers(accounts)}`,
          why: "AWS Backup has no cross-account management there, of which backup policies are a part, so that nothing would be backed up",
          use: `use regions without ${region}; Lockstep protects nothing there until AWS offers it`,
        },
      ];
    });
  },
});

const regionsPlace = ({ name, unit }: AppAccount): ConfigKey =>
  unit === null ? inAccount(name, "regions") : inOrganization("units", unit, "regions");
