import { copyObstacle } from "../aws/copy-limits.ts";
import { copies } from "../estate/plan-copies.ts";
import { type Reach, reachesOf } from "../estate/reach.ts";
import { error, type Finding, inOrganization, inPlan, organizationFile, warning } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";
import { firstAndOthers } from "../words/first-and-others.ts";

/**
 * What a plan names is opted in wherever the plan runs; what is not opted in AWS leaves out without a word. The
 * management account's settings override those of the members for plans from a policy.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html
 */
export function typesAreOptedIn(estate: Estate): readonly Finding[] {
  const reaches = reachesOf(estate);
  return [...namedTypes(estate, reaches), ...regionsWithoutTypes(reaches), ...centralRegions(estate, reaches)];
}

function namedTypes(estate: Estate, reaches: readonly Reach[]): readonly Finding[] {
  return estate.plans.flatMap((plan) => {
    const own = reaches.filter((reach) => reach.plan === plan);
    return plan.selection.types.flatMap((type) => {
      const at = inPlan(plan.name, "select", "types");
      const use = `use optIn with it (${organizationFile}), or select.types without it`;
      const missing = own.filter(({ accounts: [account], region }) => !account.optIn[region]?.includes(type));
      const findings: Finding[] = [];
      if (missing.length > 0) {
        const where = `${regionsText(missing)} of ${firstAndOthers(missing.flatMap(({ accounts }) => accounts))}`;
        const message = `got ${type}, which is not opted in in ${where}, so that AWS may leave all of it out; ${use}`;
        findings.push(error("types-not-opted-in", at, message));
      }
      const { management } = estate;
      const overridden = own.filter(
        (reach) => !missing.includes(reach) && management && !management.optIn[reach.region]?.includes(type),
      );
      if (overridden.length > 0) {
        const message = `got ${type}, which is not opted in in ${regionsText(overridden)} of the management account, whose settings override those of ${firstAndOthers(overridden.flatMap(({ accounts }) => accounts))}; ${use}`;
        findings.push(error("types-not-opted-in", at, message));
      }
      return findings;
    });
  });
}

const regionsText = (reaches: readonly Reach[]) => [...new Set(reaches.map(({ region }) => region))].sort().join(", ");

function regionsWithoutTypes(reaches: readonly Reach[]): readonly Finding[] {
  // named types that are not opted in have been told of one by one
  const empty = reaches.filter(({ plan, kinds }) => kinds.length === 0 && plan.selection.types.length === 0);
  return [...new Set(empty.map(({ plan }) => plan))].map((plan) => {
    const own = empty.filter((reach) => reach.plan === plan);
    const where = `${regionsText(own)} of ${firstAndOthers(own.flatMap(({ accounts }) => accounts))}`;
    const message = `got a plan that runs in ${where}, where no resource type is opted in, so that nothing is backed up there; use optIn with the types to protect (${organizationFile}), or other Regions`;
    return error("reaches-nothing", inPlan(plan.name, "select"), message);
  });
}

/** AWS does not say whether the destination's settings count for copies. */
function centralRegions(estate: Estate, reaches: readonly Reach[]): readonly Finding[] {
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
      const message = `got no ${types} in ${toRegion} of central ${cls} (${accountId}), which receives copies of them from ${by}; AWS may refuse such copies: use them for ${toRegion} too`;
      return [warning("central-not-opted-in", inOrganization("optIn"), message)];
    });
  });
}
