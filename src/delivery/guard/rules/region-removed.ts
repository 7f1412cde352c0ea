import { valuesIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planPairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

export const regionRemoved = planRule({
  id: "region-removed",
  severity: "error",
  what: "a plan no longer runs in a Region",
  why: "Nothing is backed up there any more.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: { gold: { regions: { "@@assign": ["eu-west-1", "eu-west-2"] } } },
    bad: { gold: { regions: { "@@assign": ["eu-west-2"] } } },
    good: { gold: { regions: { "@@assign": ["eu-west-1", "eu-west-2", "eu-west-3"] } } },
  }),
  check: (change) =>
    planPairsOf(changedPolicy(change)).flatMap(({ before, after }) => {
      const lost = valuesIn(before.regions).filter((region) => !valuesIn(after.regions).includes(region));
      if (lost.length === 0) return [];
      return [{ path: ["content"], got: `plan ${before.name} no longer runs in ${several(lost)}`, use: "keep it" }];
    }),
});
