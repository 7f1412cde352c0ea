import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planRule } from "../plan-rule.ts";

export const planRemoved = planRule({
  id: "plan-removed",
  severity: "error",
  what: "a plan is gone from a backup policy",
  why: "What it backed up is backed up no more.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: { gold: { regions: { "@@assign": ["eu-west-2"] } } },
    bad: { silver: { regions: { "@@assign": ["eu-west-2"] } } },
    good: { gold: { regions: { "@@assign": ["eu-west-2"] } }, silver: { regions: { "@@assign": ["eu-west-2"] } } },
  }),
  check: (change) => {
    const policy = changedPolicy(change);
    return (policy?.before.plans ?? [])
      .filter(({ name }) => !policy?.after.plans.some((plan) => plan.name === name))
      .map(({ name }) => ({ path: ["content"], got: `plan ${name} is gone`, use: "keep it" }));
  },
});
