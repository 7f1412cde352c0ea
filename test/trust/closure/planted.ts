import { boundaryOf, dutyRole } from "../../../src/names.ts";
import { isSoak } from "../../support/soak.ts";
import { roleArn } from "../organization/people.ts";
import { adding, allowing, both, type Change, rewriting } from "./changed-documents.ts";
import type { EdgeKind } from "./edges.ts";

/** A path that is not there, made by one change in a copy of the example organization. */
export interface Plant {
  readonly kind: EdgeKind;
  /** What was changed. */
  readonly what: string;
  /** Who starts, as `starts.ts` calls them. They reach nothing before that is not known. */
  readonly from: string;
  readonly change: Change;
  /** Action of the step of that kind. */
  readonly by: string;
  /** End that it leads to, and that nothing else leads to. */
  readonly reaches: string;
}

const management = "111111111111";
const shared = "222222222222";
const central = "333333333333";
const guardrails = { kind: "service control policy", of: "lockstep-guardrails", accountId: management } as const;
const auditor = dutyRole("auditor");
const plan = "lockstep-pipeline-plan";
const bucket = "arn:aws:s3:::lockstep-state-acme-222222222222";
const centralKey = "kms:Decrypt on the key alias/lockstep-central-prod @ central prod";
const othersKey = "kms:Decrypt on another team's key @ central prod";
/** Who acts everywhere gets to central's key after many steps; what is reached on the way there is known much sooner. */
const inCentral = (onTheWay: string) => (isSoak ? centralKey : onTheWay);
const unlocked = "backup:DeleteBackupVaultLockConfiguration on the vault lockstep-central-prod @ central prod";
const stateHistory = "s3:DeleteObjectVersion on the state of shared @ shared";
const prodPolicy = "organizations:UpdatePolicy on a backup policy of prod @ management";

export const plants: readonly Plant[] = [
  {
    kind: "take a role",
    what: "the custodian of central prod trusts the role that plans there",
    from: `${plan} @ central prod`,
    change: adding(
      { kind: "trust", of: dutyRole("vaultCustodian"), accountId: central },
      { Principal: { AWS: roleArn(central, plan) }, Action: "sts:AssumeRole" },
    ),
    by: "sts:AssumeRole",
    reaches: unlocked,
  },
  {
    kind: "make a role",
    what: "the custodian of central prod trusts roles of a name that nobody has yet, and planning there may make roles",
    from: `${plan} @ central prod`,
    change: both(
      adding(
        { kind: "trust", of: dutyRole("vaultCustodian"), accountId: central },
        {
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/break-glass-*" } },
        },
      ),
      allowing(plan, central, ["iam:CreateRole"]),
    ),
    by: "iam:CreateRole",
    reaches: unlocked,
  },
  {
    kind: "make or take a user",
    what: "planning in shared may give users credentials",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["iam:CreateAccessKey", "iam:EnableMFADevice"]),
    by: "iam:CreateAccessKey",
    reaches: unlocked,
  },
  {
    kind: "change whom a role trusts",
    what: "planning in shared may write the trust of the policy admin",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["iam:UpdateAssumeRolePolicy"], {
      Resource: roleArn(shared, dutyRole("policyAdmin")),
    }),
    by: "iam:UpdateAssumeRolePolicy",
    reaches: prodPolicy,
  },
  {
    kind: "change what a role may do",
    what: "planning in shared may write its own policy",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["iam:PutRolePolicy"], { Resource: roleArn(shared, plan) }),
    by: "iam:PutRolePolicy",
    reaches: prodPolicy,
  },
  {
    kind: "take a boundary away",
    what: "the auditor of shared may stop the rotation of keys, which no guardrail denies and the boundary does not allow, and delete the boundary, which it allows",
    from: "auditor of shared",
    change: both(
      allowing(auditor, shared, ["kms:DisableKeyRotation", "iam:DeleteRolePermissionsBoundary"]),
      rewriting({ kind: "managed policy", of: boundaryOf(auditor), accountId: shared }, "ReadBackups", (statement) => ({
        ...statement,
        Action: "iam:DeleteRolePermissionsBoundary",
      })),
      rewriting(guardrails, "Keys", (one) => ({ ...one, Action: "kms:ScheduleKeyDeletion" })),
    ),
    by: "iam:DeleteRolePermissionsBoundary",
    reaches: "kms:DisableKeyRotation on the key alias/lockstep-alerts @ shared",
  },
  {
    kind: "put a resource's policy",
    what: "planning in shared may put the policy of the state's bucket, and delete versions, which that policy denies",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["s3:PutBucketPolicy"], { Resource: bucket }),
    by: "s3:PutBucketPolicy",
    reaches: stateHistory,
  },
  {
    kind: "move an alias",
    what: "planning in shared may decrypt with the key of alerts, and give its alias to other keys",
    from: `${plan} @ shared`,
    change: both(
      allowing(plan, shared, ["kms:CreateAlias"]),
      allowing(plan, shared, ["kms:Decrypt"], {
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/lockstep-alerts" } },
      }),
    ),
    by: "kms:CreateAlias",
    reaches: "kms:Decrypt on the key alias/lockstep-state @ shared",
  },
  {
    kind: "change a tag",
    what: "planning in shared may delete prod's backup policies, and tag any",
    from: `${plan} @ shared`,
    change: both(
      allowing(plan, shared, ["organizations:TagResource"]),
      allowing(plan, shared, ["organizations:DeletePolicy"], {
        Condition: { StringEquals: { "aws:ResourceTag/lockstep:class": "prod" } },
      }),
    ),
    by: "organizations:TagResource",
    reaches: "organizations:DeletePolicy on a backup policy of non-prod @ management",
  },
  {
    kind: "hold a grant",
    what: "planning in central prod may grant the use of keys",
    from: `${plan} @ central prod`,
    change: allowing(plan, central, ["kms:CreateGrant"]),
    by: "kms:CreateGrant",
    reaches: othersKey,
  },
  {
    kind: "register or delegate",
    what: "planning in the management account may write the delegation policy",
    from: `${plan} @ management`,
    change: allowing(plan, management, ["organizations:PutResourcePolicy"]),
    by: "organizations:PutResourcePolicy",
    reaches: prodPolicy,
  },
  {
    kind: "attach or detach",
    what: "planning in the management account may detach policies",
    from: `${plan} @ management`,
    change: allowing(plan, management, ["organizations:DetachPolicy"]),
    by: "organizations:DetachPolicy",
    reaches: "organizations:DetachPolicy on a backup policy of prod @ management + the root @ management",
  },
  {
    kind: "run a StackSet",
    what: "planning in shared may update StackSets",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["cloudformation:UpdateStackSet"]),
    by: "cloudformation:UpdateStackSet",
    reaches: inCentral("iam:PutRolePolicy on the role lockstep-vault-custodian @ central prod"),
  },
  {
    kind: "hand a role to a service",
    what: "Lambda may take the policy admin's role, and planning in shared may pass it",
    from: `${plan} @ shared`,
    change: both(
      adding(
        { kind: "trust", of: dutyRole("policyAdmin"), accountId: shared },
        { Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ),
      allowing(plan, shared, ["iam:PassRole"], { Resource: roleArn(shared, dutyRole("policyAdmin")) }),
    ),
    by: "iam:PassRole",
    reaches: prodPolicy,
  },
  {
    kind: "open an access point",
    what: "planning in shared may open access points, and delete versions, which the policy of the bucket denies",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["s3:CreateAccessPoint", "s3:DeleteObjectVersion"]),
    by: "s3:CreateAccessPoint",
    reaches: stateHistory,
  },
  {
    kind: "write what somebody else applies",
    what: "planning in shared may write the plans of central prod",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["s3:PutObject"], { Resource: `${bucket}/plans/central-prod/*` }),
    by: "s3:PutObject",
    reaches: "backup:PutBackupVaultAccessPolicy on the vault lockstep-central-prod @ central prod",
  },
  {
    kind: "let people in",
    what: "planning in the management account may assign people to accounts",
    from: `${plan} @ management`,
    change: allowing(plan, management, ["sso:CreateAccountAssignment"]),
    by: "sso:CreateAccountAssignment",
    reaches: inCentral(othersKey),
  },
  {
    kind: "become somebody's root user",
    what: "planning in the management account may work as root users of members",
    from: `${plan} @ management`,
    change: allowing(plan, management, ["sts:AssumeRoot"]),
    by: "sts:AssumeRoot",
    reaches: inCentral(othersKey),
  },
  {
    kind: "leave or join the organization",
    what: "planning in central prod may accept handshakes, and the guardrails are about leaving alone",
    from: `${plan} @ central prod`,
    change: both(
      allowing(plan, central, ["organizations:AcceptHandshake"]),
      rewriting(guardrails, "NobodyLeaves", (one) => ({ ...one, Action: "organizations:LeaveOrganization" })),
    ),
    by: "organizations:AcceptHandshake",
    reaches: "organizations:AcceptHandshake on the account as a whole @ central prod",
  },
  {
    kind: "make or take a user",
    what: "planning in shared has a user of its own, and may rename users",
    from: `${plan} @ shared`,
    change: both(
      allowing(plan, shared, ["iam:CreateUser", "iam:CreateAccessKey"], {
        Resource: `arn:aws:iam::${shared}:user/made-up`,
      }),
      allowing(plan, shared, ["iam:UpdateUser"]),
    ),
    by: "iam:UpdateUser",
    reaches: unlocked,
  },
  {
    kind: "change what a role may do",
    what: "planning in shared has a user of its own, and may write the policies of groups",
    from: `${plan} @ shared`,
    change: both(
      allowing(plan, shared, ["iam:CreateUser", "iam:CreateAccessKey"], {
        Resource: `arn:aws:iam::${shared}:user/made-up`,
      }),
      allowing(plan, shared, ["iam:PutGroupPolicy"]),
    ),
    by: "iam:PutGroupPolicy",
    reaches: prodPolicy,
  },
  {
    kind: "hand a role to a service",
    what: "planning in central prod may update stacks, and the guardrails are about StackSets' roles alone",
    from: `${plan} @ central prod`,
    change: both(
      allowing(plan, central, ["cloudformation:UpdateStack"]),
      rewriting(guardrails, "StackSetRoles", (one) => ({ ...one, Resource: "arn:*:iam::*:role/stacksets-exec-*" })),
    ),
    by: "cloudformation:UpdateStack",
    reaches: unlocked,
  },
  {
    kind: "open an access point",
    what: "planning in shared may open Multi-Region Access Points, and delete versions, which the policy of the bucket denies",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["s3:CreateMultiRegionAccessPoint", "s3:DeleteObjectVersion"]),
    by: "s3:CreateMultiRegionAccessPoint",
    reaches: stateHistory,
  },
  {
    kind: "let people in",
    what: "planning in shared may change whom SAML providers vouch for",
    from: `${plan} @ shared`,
    change: allowing(plan, shared, ["iam:UpdateSAMLProvider"]),
    by: "iam:UpdateSAMLProvider",
    reaches: prodPolicy,
  },
  {
    kind: "leave or join the organization",
    what: "central prod takes copies from every account of the organization, and planning in the management account may make accounts",
    from: `${plan} @ management`,
    change: both(
      rewriting(
        { kind: "vault policy", of: "lockstep-central-prod", accountId: central },
        "CopyInByAccount",
        (one) => ({
          ...one,
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      ),
      allowing(plan, management, ["organizations:CreateAccount"]),
    ),
    by: "organizations:CreateAccount",
    reaches: "backup:CopyIntoBackupVault on the vault lockstep-central-prod @ central prod",
  },
  {
    kind: "use what one has",
    what: "planning in central prod may hold recovery points, and the guardrails exempt it",
    from: `${plan} @ central prod`,
    change: both(
      allowing(plan, central, ["backup:CreateLegalHold"]),
      ...["CentralDuties", "CentralHolds"].map((sid) =>
        rewriting(guardrails, sid, (one) => ({
          ...one,
          Condition: { ...one.Condition, ArnNotLike: { "aws:PrincipalArn": roleArn(central, plan) } },
        })),
      ),
    ),
    by: "backup:CreateLegalHold",
    reaches: "backup:CreateLegalHold on the account as a whole @ central prod",
  },
  {
    kind: "attach or detach",
    what: "planning in the management account may switch policies off, and plans in central prod, where a guardrail alone keeps opt-ins",
    from: `${plan} @ management`,
    change: both(
      allowing(plan, management, ["organizations:DisablePolicyType"]),
      allowing(plan, management, ["sts:AssumeRole"], { Resource: roleArn(central, plan) }),
      adding(
        { kind: "trust", of: plan, accountId: central },
        { Principal: { AWS: roleArn(management, plan) }, Action: "sts:AssumeRole" },
      ),
      allowing(plan, central, ["backup:UpdateRegionSettings"]),
    ),
    by: "organizations:DisablePolicyType",
    reaches: "backup:UpdateRegionSettings on the account as a whole @ central prod",
  },
];
