import type { RuleText } from "./rule-text.ts";

const limits = "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

/** Duties, quotas, locks, and what the parts of the organization must know of each other. */
export const organizationRules = {
  "policy-size": {
    severity: "error",
    what: "a backup policy of more than 10,000 characters",
    why: "AWS refuses it at deployment.",
    source: limits,
  },
  "policy-name": {
    severity: "error",
    what: "a backup policy's name of more than 128 characters",
    why: "AWS refuses it at deployment.",
    source: "docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
  },
  "too-many-accounts": {
    severity: "error",
    what: "more accounts named one by one than AWS's policies hold",
    why: "The policies of central and shared would grow beyond what AWS takes, and the next onboarding would fail.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "two-duties": {
    severity: "error",
    what: "one principal in two duties",
    why: "Whoever steals one session could change a policy and remove a lock.",
    source: null,
  },
  "own-role-in-duty": {
    severity: "error",
    what: "a role that Lockstep makes itself in a duty",
    why: "The pipeline, or one duty, would hold another.",
    source: null,
  },
  "chained-session": {
    severity: "error",
    what: "a session longer than an hour for somebody who comes from another role",
    why: "AWS refuses the session, on the day it is needed.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html",
  },
} as const satisfies Record<string, RuleText>;
