import { soundPolicy } from "../examples/sound-policy.ts";
import { documentRule } from "../policy-rule.ts";

export const policyWrittenSize = documentRule({
  id: "policy-written-size",
  severity: "warning",
  what: "a policy that fits AWS's 10,000 characters only once its white space is taken out",
  why: "The API counts white space; the file as it is would be refused.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
  example: {
    bad: JSON.stringify(soundPolicy, null, 2).padEnd(10_001),
    good: JSON.stringify(soundPolicy, null, 2),
  },
});
