import { isFeatureOffered } from "../aws/region-features.ts";
import { commonResourceTypes, type ResourceType } from "../aws/resource-types.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { kindsOf, reachesOf } from "../estate/reach.ts";
import { minutesText } from "../words/units-text.ts";

/**
 * Said of types that somebody asked for, in the plan or by opting in to one that is not common: the others are opted in
 * whether or not there is one.
 */
export const restoreUntested = estateRule({
  id: "restore-untested",
  severity: "warning",
  what: "a resource type asked for by name whose restores AWS cannot test",
  why: "No restore test measures its recovery time, so that the RTO is a hope.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html",
  example: {
    at: "plans/gold.yaml",
    bad: {
      "organization.yaml": "optIn: { types: [EBS, RDS, Timestream] }",
      "plans/gold.yaml": "select: { types: [EBS, RDS, Timestream] }",
    },
    good: {
      "organization.yaml": "optIn: { types: [EBS, RDS] }",
      "plans/gold.yaml": "select: { types: [EBS, RDS] }",
    },
  },
  check: (estate) => {
    const reaches = reachesOf(estate);
    return estate.plans.flatMap((plan) => {
      const own = reaches.filter((reach) => reach.plan === plan);
      const kinds = kindsOf(own);
      const tested = kindsOf(own.filter(({ region }) => isFeatureOffered("restoreTesting", region)));
      const isAskedFor = (type: ResourceType) =>
        plan.selection.types.includes(type) || !commonResourceTypes.includes(type);
      const types = [...new Set(kinds.map(({ type }) => type))].filter(
        (type) => isAskedFor(type) && tested.every((kind) => kind.type !== type || !kind.restoreTesting),
      );
      if (types.length === 0) return [];
      return [
        {
          at: inPlan(plan.name, "promise", "rto"),
          got: `got ${minutesText(plan.promise.rtoMinutes)} for ${types.join(", ")}, whose restores AWS cannot test, so that nothing measures it`,
          use: "use a plan of their own, with an rto that restores by hand have shown",
        },
      ];
    });
  },
});
