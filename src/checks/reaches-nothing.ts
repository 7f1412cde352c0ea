import { isFeatureOffered } from "../aws/region-features.ts";
import { inPlan, organizationFile } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { reachesOf } from "../estate/reach.ts";
import { regionsText } from "../estate/regions-text.ts";

export const reachesNothing = estateRule({
  id: "reaches-nothing",
  severity: "error",
  what: "a plan runs in an account's Region where no resource type is opted in",
  why: "The account looks protected there and is not.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html",
  example: {
    at: "plans/gold.yaml",
    bad: { "organization.yaml": "optIn: { byRegion: { eu-west-1: [] } }" },
    good: { "organization.yaml": "optIn: { byRegion: { eu-west-1: [EBS, RDS, S3] } }" },
  },
  check: (estate) => {
    // named types that are not opted in are told of one by one, and a Region without policies for itself
    const empty = reachesOf(estate).filter(
      ({ plan, region, kinds }) =>
        kinds.length === 0 && plan.selection.types.length === 0 && isFeatureOffered("policies", region),
    );
    return [...new Set(empty.map(({ plan }) => plan))].map((plan) => {
      const own = empty.filter((reach) => reach.plan === plan);
      const where = `${regionsText(own)} of ${firstAndOthers(own.flatMap(({ accounts }) => accounts))}`;
      return {
        at: inPlan(plan.name, "select"),
        got: `got a plan that runs in ${where}, where nothing is left for it: each resource type is not opted in, left out, or said to be absent`,
        use: `use optIn with the types to protect (${organizationFile}), or other Regions; see leftOut there, and absent of the plan`,
      };
    });
  },
});
