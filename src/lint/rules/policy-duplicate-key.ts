import { inPlan } from "../examples/in-plan.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { documentRule } from "../policy-rule.ts";

const written = JSON.stringify(soundPolicy, null, 2);

export const policyDuplicateKey = documentRule({
  id: "policy-duplicate-key",
  severity: "error",
  what: "a key that stands twice in one object",
  why: "AWS Organizations refuses it; tools that do not would silently drop one of the two.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: written.replace('"regions"', '"regions": { "@@assign": ["eu-west-2"] },\n      "regions"'),
    good: inPlan({ regions: { "@@assign": ["eu-west-1", "eu-west-2"] } }),
  },
});
