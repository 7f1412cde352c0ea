import { isTypeOffered } from "../aws/is-offered.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inPlan, organizationFile } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { type Reach, reachesOf } from "../estate/reach.ts";
import { regionsText } from "../estate/regions-text.ts";
import type { Estate, Plan } from "../model.ts";

export const typesNotOptedIn = estateRule({
  id: "types-not-opted-in",
  severity: "error",
  what: "a plan names a resource type that is not opted in where it runs",
  why: "AWS accepts the plan and leaves out what is not opted in, Aurora, DocumentDB and Neptune in any case; the management account's settings override the members'.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  example: {
    bad: { "plans/gold.yaml": "select: { types: [EBS, Neptune] }" },
    good: { "plans/gold.yaml": "select: { types: [EBS, RDS] }" },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return estate.plans.flatMap((plan) => {
      const own = reaches.filter((reach) => reach.plan === plan);
      return plan.selection.types.flatMap((type) => judge(estate, plan, own, type));
    });
  },
});

function judge(
  { management }: Estate,
  plan: Plan,
  reaches: readonly Reach[],
  type: Plan["selection"]["types"][number],
): readonly Complaint[] {
  const at = inPlan(plan.name, "select", "types");
  const use = `use optIn with it (${organizationFile}), or select.types without it`;
  // where AWS Backup does not offer it, nobody can opt in to it
  const offered = reaches.filter(({ region }) => isTypeOffered(type, region));
  const missing = offered.filter(({ accounts: [account], region }) => !account.optIn[region]?.includes(type));
  const overridden = offered.filter(
    (reach) => !missing.includes(reach) && management && !management.optIn[reach.region]?.includes(type),
  );
  const accountsOf = (some: readonly Reach[]) => firstAndOthers(some.flatMap(({ accounts }) => accounts));
  const complaints: Complaint[] = [];
  if (missing.length > 0) {
    const got = `got ${type}, which is not opted in in ${regionsText(missing)} of ${accountsOf(missing)}, so that AWS may leave all of it out`;
    complaints.push({ at, got, use });
  }
  if (overridden.length > 0) {
    const got = `got ${type}, which is not opted in in ${regionsText(overridden)} of the management account, whose settings override those of ${accountsOf(overridden)}`;
    complaints.push({ at, got, use });
  }
  return complaints;
}
