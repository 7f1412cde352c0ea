import { copyObstacle } from "../aws/copy-limits.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { copies } from "../estate/plan-copies.ts";
import { reachesOf } from "../estate/reach.ts";
import { accountClasses } from "../model.ts";

export const centralNotOptedIn = estateRule({
  id: "central-not-opted-in",
  severity: "warning",
  what: "a central account's Region receives copies of a type that is not opted in there",
  why: "AWS does not say whether the destination's setting counts; opted in, nobody has to find out.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    bad: {
      "organization.yaml":
        "optIn: { byRegion: { eu-west-1: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS] } }",
    },
    good: {
      "organization.yaml":
        "optIn: { byRegion: { eu-west-1: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3] } }",
    },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return accountClasses.flatMap((cls) => {
      const copied = reaches.filter((reach) => reach.class === cls && copies(reach.plan));
      const { regions, optIn, accountId } = estate.central[cls];
      return regions.flatMap((toRegion) => {
        const lacking = copied.flatMap(({ plan, region, kinds }) =>
          kinds
            .filter((kind) => copyObstacle(kind, region, toRegion) === null && !optIn[toRegion]?.includes(kind.type))
            .map(({ type }) => ({ plan: plan.name, type })),
        );
        if (lacking.length === 0) return [];
        const types = [...new Set(lacking.map(({ type }) => type))].sort().join(", ");
        const plans = [...new Set(lacking.map(({ plan }) => plan))];
        const by = `${plans.length === 1 ? "plan" : "plans"} ${plans.join(", ")}`;
        return [
          {
            at: inOrganization("optIn"),
            got: `got no ${types} in ${toRegion} of central ${cls} (${accountId}), which receives copies of them from ${by}`,
            why: "AWS may refuse such copies",
            use: `use them for ${toRegion} too`,
          },
        ];
      });
    });
  },
});
