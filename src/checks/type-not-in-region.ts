import { isTypeOffered } from "../aws/is-offered.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inOrganization, inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { type Reach, reachesOf } from "../estate/reach.ts";
import { regionsText } from "../estate/regions-text.ts";
import type { Estate, Plan, RegionOptIn } from "../model.ts";

export const typeNotInRegion = estateRule({
  id: "type-not-in-region",
  severity: "error",
  what: "a resource type that AWS Backup does not offer in a Region",
  why: "A Region's opt-in fails as a whole on one type that the Region does not know, and a plan for such a type alone backs up nothing.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: { "organization.yaml": "optIn: { byRegion: { eu-west-2: [EBS, RDS, S3, Timestream] } }" },
    good: { "organization.yaml": "optIn: { byRegion: { eu-west-2: [EBS, RDS, S3] } }" },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return [
      ...ofOptIn(estate),
      ...estate.plans.flatMap((plan) =>
        ofPlan(
          plan,
          reaches.filter((reach) => reach.plan === plan),
        ),
      ),
    ];
  },
});

/** One a Region, whoever has it: all accounts' opt-in comes from the same lists. */
function ofOptIn({ management, central, accounts }: Estate): readonly Complaint[] {
  const typesByRegion = new Map<string, readonly string[]>();
  const add = (optIn: RegionOptIn) => {
    for (const [region, types] of Object.entries(optIn)) typesByRegion.set(region, types);
  };
  if (management) add(management.optIn);
  for (const { optIn } of Object.values(central)) add(optIn);
  for (const { optIn } of accounts) add(optIn);
  return [...typesByRegion].sort().flatMap(([region, types]) => {
    const unknown = types.filter((type) => !isTypeOffered(type, region));
    if (unknown.length === 0) return [];
    const known = types.filter((type) => !unknown.includes(type));
    return [
      {
        at: inOrganization("optIn"),
        got: `got ${unknown.join(", ")} in ${region}, where AWS Backup does not offer ${unknown.length > 1 ? "them" : "it"}`,
        why: "AWS would refuse all that is opted in there",
        use: `use optIn.byRegion: { ${region}: [${known.join(", ")}] }`,
      },
    ];
  });
}

/** A type that some Region of the plan offers protects what there is of it, and elsewhere there is none. */
function ofPlan({ name, selection }: Plan, reaches: readonly Reach[]): readonly Complaint[] {
  if (reaches.length === 0) return [];
  return selection.types
    .filter((type) => reaches.every(({ region }) => !isTypeOffered(type, region)))
    .map((type) => ({
      at: inPlan(name, "select", "types"),
      got: `got ${type}, which AWS Backup does not offer in ${regionsText(reaches)} of ${firstAndOthers(reaches.flatMap(({ accounts }) => accounts))}`,
      use: "use select.types without it",
    }));
}
