import { readClassification } from "../actions/read-classification.ts";
import type { Sort } from "./thing.ts";

/** Ways to get further, each of which could be missing from a search: a test takes every one of them out once. */
export type EdgeKind =
  | "take a role"
  | "make a role"
  | "make or take a user"
  | "change whom a role trusts"
  | "change what a role may do"
  | "take a boundary away"
  | "put a resource's policy"
  | "move an alias"
  | "change a tag"
  | "hold a grant"
  | "register or delegate"
  | "attach or detach"
  | "run a StackSet"
  | "hand a role to a service"
  | "open an access point"
  | "write what somebody else applies"
  | "let people in"
  | "become somebody's root user"
  | "leave or join the organization"
  | "use what one has";

/** What a step gives, beyond being done. */
export type Gain =
  | "acts as it"
  | "makes it"
  | "writes its trust"
  | "writes its permissions"
  | "drops its permissions"
  | "drops its boundary"
  | "writes its document"
  | "drops its document"
  | "detaches it"
  | "gains an alias"
  | "loses its alias"
  | "gains a tag"
  | "loses its tags"
  | "is granted its use"
  | "registers a delegate"
  | "acts in every account"
  | "acts as its service"
  | "has another ARN"
  | "acts for its scope"
  | "writes its users' permissions"
  | "has its name"
  | "acts as its stack's role"
  | "acts as people"
  | "acts as people of its account"
  | "acts as root users"
  | "leaves"
  | "joins"
  | "is done in central";

export interface Edge {
  readonly kind: EdgeKind;
  /** Each of them alone is enough. */
  readonly actions: readonly string[];
  /** What it is asked on. */
  readonly on: readonly Sort[];
  readonly gives: Gain;
  /** What a person would say that somebody does to it. */
  readonly told: string;
  /** One of each of these has to be allowed on the same thing too. */
  readonly and?: readonly (readonly string[])[];
}

/**
 * Which of AWS's actions lead further, and where to. Sources: docs.aws.amazon.com, IAM user guide (policy evaluation, boundaries, PassRole),
 * KMS developer guide (alias conditions, grants, default key policy), Organizations user guide (delegated administrators,
 * policies), CloudFormation user guide (StackSets with service-managed permissions), S3 user guide (access points), IAM
 * Identity Center user guide (delegated administration), AWS Backup developer guide (access points).
 */
export const edges: readonly Edge[] = [
  {
    kind: "take a role",
    actions: ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"],
    on: ["role"],
    gives: "acts as it",
    told: "takes",
  },

  { kind: "make a role", actions: ["iam:CreateRole"], on: ["new role"], gives: "makes it", told: "makes" },

  {
    kind: "make or take a user",
    actions: ["iam:CreateUser"],
    on: ["new user"],
    gives: "makes it",
    told: "makes",
    and: [["iam:CreateAccessKey", "iam:CreateLoginProfile"]],
  },
  {
    kind: "make or take a user",
    actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
    on: ["user"],
    gives: "acts as it",
    told: "makes credentials and an MFA device of their own for",
    and: [["iam:EnableMFADevice"]],
  },
  {
    // policies know a user by the name, and it is asked of the new one too (IAM API reference, UpdateUser)
    kind: "make or take a user",
    actions: ["iam:UpdateUser"],
    on: ["user"],
    gives: "has its name",
    told: "renames a user of their own to",
  },

  {
    kind: "change whom a role trusts",
    actions: ["iam:UpdateAssumeRolePolicy"],
    on: ["role"],
    gives: "writes its trust",
    told: "writes themselves into the trust of",
  },

  ...(["Role", "User"] as const).flatMap((kind): readonly Edge[] => {
    const on: readonly Sort[] = [kind === "Role" ? "role" : "user"];
    return [
      {
        kind: "change what a role may do",
        actions: [`iam:Put${kind}Policy`, `iam:Attach${kind}Policy`],
        on,
        gives: "writes its permissions",
        told: "puts a policy of their own into",
      },
      {
        kind: "change what a role may do",
        actions: [`iam:Delete${kind}Policy`, `iam:Detach${kind}Policy`],
        on,
        gives: "drops its permissions",
        told: "takes away what is denied to",
      },
      {
        kind: "take a boundary away",
        actions: [`iam:Delete${kind}PermissionsBoundary`, `iam:Put${kind}PermissionsBoundary`],
        on,
        gives: "drops its boundary",
        told: "takes away the boundary of",
      },
    ];
  }),
  {
    // of groups nothing is known: there may be one that may more, or that the user is in
    kind: "change what a role may do",
    actions: ["iam:PutGroupPolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup"],
    on: ["whole account"],
    gives: "writes its users' permissions",
    told: "lets their own user do more, by a group of",
  },
  {
    kind: "change what a role may do",
    actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
    on: ["managed policy"],
    gives: "writes its document",
    told: "puts another text into",
  },

  {
    kind: "put a resource's policy",
    actions: ["backup:PutBackupVaultAccessPolicy"],
    on: ["vault"],
    gives: "writes its document",
    told: "puts another policy on",
  },
  {
    kind: "put a resource's policy",
    actions: ["backup:DeleteBackupVaultAccessPolicy"],
    on: ["vault"],
    gives: "drops its document",
    told: "deletes the policy of",
  },
  {
    kind: "put a resource's policy",
    actions: ["kms:PutKeyPolicy"],
    on: ["key"],
    gives: "writes its document",
    told: "puts another policy on",
  },
  {
    kind: "put a resource's policy",
    actions: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
    on: ["bucket"],
    gives: "writes its document",
    told: "puts another policy on",
  },
  {
    kind: "put a resource's policy",
    actions: ["sns:AddPermission", "sns:SetTopicAttributes", "sns:RemovePermission"],
    on: ["topic"],
    gives: "writes its document",
    told: "puts another policy on",
  },
  {
    kind: "put a resource's policy",
    actions: ["events:PutPermission", "events:RemovePermission"],
    on: ["bus"],
    gives: "writes its document",
    told: "puts another policy on",
  },
  {
    kind: "put a resource's policy",
    actions: ["organizations:UpdatePolicy"],
    on: ["guardrail"],
    gives: "writes its document",
    told: "empties",
  },

  {
    kind: "move an alias",
    actions: ["kms:CreateAlias", "kms:UpdateAlias"],
    on: ["alias"],
    gives: "gains an alias",
    told: "gives another alias to",
  },
  {
    kind: "move an alias",
    actions: ["kms:DeleteAlias", "kms:UpdateAlias"],
    on: ["alias"],
    gives: "loses its alias",
    told: "takes the alias away from",
  },

  ...(["organizations", "kms"] as const).flatMap((service): readonly Edge[] => {
    const on: readonly Sort[] = service === "kms" ? ["key"] : ["backup policy", "guardrail"];
    return [
      { kind: "change a tag", actions: [`${service}:TagResource`], on, gives: "gains a tag", told: "tags" },
      {
        kind: "change a tag",
        actions: [`${service}:UntagResource`],
        on,
        gives: "loses its tags",
        told: "takes the tags off",
      },
    ];
  }),

  {
    kind: "hold a grant",
    actions: ["kms:CreateGrant"],
    on: ["key"],
    gives: "is granted its use",
    told: "grants the use of",
  },

  {
    kind: "register or delegate",
    actions: ["organizations:RegisterDelegatedAdministrator"],
    on: ["member"],
    gives: "registers a delegate",
    told: "registers as a delegated administrator",
  },
  {
    kind: "register or delegate",
    actions: ["organizations:PutResourcePolicy", "organizations:DeleteResourcePolicy"],
    on: ["delegation"],
    gives: "writes its document",
    told: "puts another text into",
  },

  {
    kind: "attach or detach",
    actions: ["organizations:DetachPolicy", "organizations:DeletePolicy"],
    on: ["guardrail"],
    gives: "detaches it",
    told: "takes from where they are attached",
  },
  {
    kind: "attach or detach",
    actions: ["organizations:DisablePolicyType"],
    on: ["attachment target"],
    gives: "detaches it",
    told: "switches service control policies off on",
  },

  {
    kind: "run a StackSet",
    actions: [
      "cloudformation:UpdateStackSet",
      "cloudformation:UpdateStackInstances",
      "cloudformation:ImportStacksToStackSet",
    ],
    on: ["StackSet"],
    gives: "acts in every account",
    told: "puts another template into",
  },
  {
    kind: "run a StackSet",
    actions: ["cloudformation:CreateStackSet"],
    on: ["new StackSet"],
    gives: "acts in every account",
    told: "makes",
    and: [["cloudformation:CreateStackInstances"]],
  },

  {
    kind: "hand a role to a service",
    actions: ["iam:PassRole"],
    on: ["role"],
    gives: "acts as its service",
    told: "has a service work with",
  },
  ...[["cloudformation:UpdateStack"], ["cloudformation:ExecuteChangeSet", "cloudformation:CreateChangeSet"]].map(
    ([action = "", ...more]): Edge => ({
      // a stack goes on with the role that it was made with, which its caller need not be allowed to pass
      // (CloudFormation API reference, UpdateStack); AWS does not say that stacks of StackSets have none
      kind: "hand a role to a service",
      actions: [action],
      on: ["stack"],
      gives: "acts as its stack's role",
      told: "puts another template into",
      ...(more.length > 0 && { and: [more] }),
    }),
  ),

  {
    kind: "open an access point",
    actions: ["s3:CreateAccessPoint", "s3:CreateMultiRegionAccessPoint"],
    on: ["whole account"],
    gives: "has another ARN",
    told: "opens an access point to the state by",
  },

  {
    kind: "write what somebody else applies",
    actions: ["s3:PutObject"],
    on: ["object"],
    gives: "acts for its scope",
    told: "writes",
  },

  {
    kind: "let people in",
    actions: readClassification()
      .all.filter(
        (one) =>
          one.class === "changes who may" &&
          /^(sso|sso-directory|identitystore):(?!.*(Delete|Remove|Disassociate|Detach|Untag|Tag|Disable))/.test(
            one.action,
          ),
      )
      .map(({ action }) => action),
    on: ["whole account"],
    gives: "acts as people",
    told: "lets themselves into IAM Identity Center by",
  },
  {
    // its roles trust whomever the account's SAML provider vouches for (IAM Identity Center user guide, service-linked role)
    kind: "let people in",
    actions: ["iam:UpdateSAMLProvider"],
    on: ["whole account"],
    gives: "acts as people of its account",
    told: "vouches for people of their own to IAM Identity Center's roles of",
  },

  {
    kind: "become somebody's root user",
    actions: ["sts:AssumeRoot", "account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"],
    on: ["whole account"],
    gives: "acts as root users",
    told: "becomes a member account's root user by",
  },

  {
    kind: "leave or join the organization",
    actions: ["organizations:LeaveOrganization", "organizations:AcceptHandshake"],
    on: ["whole account"],
    gives: "leaves",
    told: "takes out of the organization",
  },
  {
    kind: "leave or join the organization",
    actions: ["organizations:RemoveAccountFromOrganization"],
    on: ["member"],
    gives: "leaves",
    told: "takes out of the organization",
  },
  {
    kind: "leave or join the organization",
    actions: ["organizations:InviteAccountToOrganization"],
    on: ["member"],
    gives: "joins",
    told: "invites into the organization, by",
  },
  {
    // whoever owns the account's e-mail address is its root user
    kind: "leave or join the organization",
    actions: ["organizations:CreateAccount", "organizations:CreateGovCloudAccount"],
    on: ["whole account"],
    gives: "joins",
    told: "makes an account of their own in the organization of",
  },

  {
    // asked on the hold or the plan itself, which is no thing here: what matters is whose backups it is about
    kind: "use what one has",
    actions: [
      "backup:CreateLegalHold",
      "backup:CancelLegalHold",
      "backup:CreateRestoreTestingSelection",
      "backup:UpdateRestoreTestingSelection",
    ],
    on: ["whole account"],
    gives: "is done in central",
    told: "holds, lets go or restores what is stored in",
  },
];
