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
  "object-name": {
    severity: "error",
    what: "a name that AWS does not take for what it names",
    why: "AWS refuses it at deployment, or, within a backup policy, backs nothing up.",
    source: "docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
  },
  "too-many-policies": {
    severity: "error",
    what: "more backup policies than AWS attaches to one OU or account, or keeps in one organization",
    why: "AWS refuses the attachment or the policy at deployment, after part of it is done.",
    source: limits,
  },
  "too-many-accounts": {
    severity: "error",
    what: "more accounts named one by one than AWS's policies hold",
    why: "The policies of central and shared would grow beyond what AWS takes, and the next onboarding would fail.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "too-many-targets": {
    severity: "error",
    what: "more units and accounts with plans of their own than the pipeline's role can name",
    why: "The pipeline attaches policies to what the shared stack lists, and IAM attaches 10 policies to a role.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "sealed-names-accounts": {
    severity: "error",
    what: "a sealed central account whose policies name accounts one by one",
    why: "The pipeline could onboard no account of its class that is in no unit: a person would have to.",
    source: null,
  },
  "too-many-armed": {
    severity: "error",
    what: "more accounts with an armed lock than the policy of the pipeline's role names",
    why: "AWS would refuse the roles, and nobody could apply bootstrap any more.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "trust-size": {
    severity: "error",
    what: "more principals in a duty than the trust policy of its role holds",
    why: "AWS refuses the role at deployment.",
    source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  "delegation-size": {
    severity: "error",
    what: "other delegation statements that leave no room for Lockstep's own",
    why: "AWS refuses the one delegation policy that an organization has.",
    source: limits,
  },
  "delegation-statement": {
    severity: "error",
    what: "a delegation statement with NotAction or NotResource",
    why: "AWS refuses the one delegation policy that an organization has, since 30 June 2026.",
    source: "docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html",
  },
  "vault-missing": {
    severity: "error",
    what: "a plan that runs in an account or Region without a vault for it",
    why: "AWS attaches the policy; every backup there fails when it runs.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  },
  "opt-in-missing": {
    severity: "error",
    what: "a Region in which a plan or a copy runs, without opt-in settings",
    why: "Resource types that nobody opted in are left out, and no job fails.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/working-with-supported-services.html",
  },
  "destination-missing": {
    severity: "error",
    what: "a copy to a vault that the central account of its class does not have",
    why: "AWS accepts the plan; every such copy fails when it runs.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  },
  "unit-without-accounts": {
    severity: "warning",
    what: "a unit with plans and without an account",
    why: "Its policies reach whatever accounts the OU holds, none of which has a vault.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  },
  "pipeline-not-deployed": {
    severity: "error",
    what: "a unit below none of the OUs that the pipeline's roles are deployed to",
    why: "The pipeline cannot enter its accounts: their vaults are never made, while its policies are attached.",
    source: "docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html",
  },
  "other-root": {
    severity: "error",
    what: "an OU that is not of the organization's root",
    why: "Central trusts a unit by its path: with another one it refuses every copy, when it runs.",
    source: "docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html",
  },
  "lock-armed": {
    severity: "warning",
    what: "an armed compliance lock",
    why: "Some day nobody can take it back, AWS included.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  },
  "lock-max-unused": {
    severity: "warning",
    what: "a compliance lock that takes longer retentions than any plan uses",
    why: "One job by hand could store something for that long that nobody can delete.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  },
  "lock-min-shuts-out": {
    severity: "warning",
    what: "a compliance lock that takes only longer retentions than a plan has that does not reach it yet",
    why: "Once it cannot be removed, that plan can never be used there.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
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
  "policy-merge-conflict": {
    severity: "error",
    what: "backup policies that do not merge: one sets what another forbids, or what a policy beside it sets differently",
    why: "AWS leaves a part out of the effective policy and says nothing; backups run differently from what was written.",
    source: "docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html",
  },
  "policy-incomplete": {
    severity: "error",
    what: "an effective backup policy with a plan that lacks rules, Regions or selections",
    why: "AWS takes the plan for invalid and backs nothing up, without an error at deployment.",
    source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  },
} as const satisfies Record<string, RuleText>;
