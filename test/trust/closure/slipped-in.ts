import {
  dutyRole,
  githubOidcHost,
  hubApplyRole,
  pipelineApplyRole,
  pipelinePlanRole,
  policiesBoundary,
} from "../../../src/names.ts";
import type { Statement } from "../../emulator/model/policy-document.ts";
import type { Kind } from "../organization/documents.ts";
import { accountIds, example, Organization } from "../organization/organization.ts";
import { adding, both, type Change, rewriting } from "./changed-documents.ts";

/** A small change that looks harmless, and opens a way of several steps. */
export interface SlippedIn {
  readonly what: string;
  readonly change: Change;
  /** Who gets somewhere by it, as `starts.ts` calls them. */
  readonly who: string;
  /** What its author had in mind: parts of the path's lines, in this order; the last is of its end. */
  readonly path: readonly string[];
}

const { organization, shared } = example.estate;
const guardrails = { kind: "service control policy", of: "lockstep-guardrails" } as const;

/** The template of the pipeline's roles is the same in every account. */
const inTemplate = (kind: Kind, of: string, sid: string, change: (statement: Statement) => Statement): Change =>
  both(
    ...accountIds(example.estate)
      // which has a template of its own
      .filter((accountId) => accountId !== organization.managementAccountId)
      .map((accountId) => rewriting({ kind, of, accountId }, sid, change)),
  );

/** The statement with one of its words replaced. */
const replacingIn =
  (word: string, by: string) =>
  (statement: Statement): Statement =>
    JSON.parse(JSON.stringify(statement).replace(word, by)) as Statement;

/** Written by somebody who had read the documents, and neither the search nor any list of paths. */
export const slippedIn: readonly SlippedIn[] = [
  {
    what: "nonprod's pipeline tags policies, whatever class they had before, as its boundary says as well",
    change: both(
      ...(
        [
          ["inline policy", pipelineApplyRole("policies-nonprod")],
          ["managed policy", policiesBoundary("nonprod")],
        ] as const
      ).map(([kind, of]) =>
        rewriting({ kind, of, accountId: shared.accountId }, "Tag", (statement) => ({
          ...statement,
          Condition: { StringEqualsIfExists: { "aws:RequestTag/lockstep:class": "nonprod" } },
        })),
      ),
    ),
    who: "a merged change in policies-nonprod",
    path: [
      "the role lockstep-hub-apply-policies-nonprod @ shared",
      "the role lockstep-pipeline-apply-policies-nonprod @ shared",
      "organizations:TagResource | a backup policy of prod @ management",
      "organizations:UpdatePolicy | a backup policy of prod @ management",
    ],
  },
  {
    what: "planning reads roles' policies by a star, which stands for putting and trusting as well",
    change: inTemplate(
      "inline policy",
      pipelinePlanRole,
      "ReadOwnRoles",
      replacingIn("iam:GetRolePolicy", "iam:*RolePolicy"),
    ),
    who: "a pull request's workflow",
    path: [
      "the role lockstep-hub-plan @ shared",
      "the role lockstep-pipeline-plan @ shared",
      "organizations:UpdatePolicy | a backup policy of prod @ management",
    ],
  },
  {
    what: "a guardrail exempts every role whose name ends as that of the pipeline's",
    change: rewriting(
      { ...guardrails, accountId: organization.managementAccountId },
      "Roles",
      replacingIn("role/lockstep-pipeline-apply", "role/*lockstep-pipeline-apply"),
    ),
    who: "Administrator of central prod",
    path: [
      "the made role made-uplockstep-pipeline-apply @ central prod",
      "the role lockstep-vault-custodian @ central prod",
      "backup:DeleteBackupVaultLockConfiguration | the vault lockstep-central-prod @ central prod",
    ],
  },
  {
    what: "teams of the organization may add permissions to the alert topic, to subscribe by themselves",
    change: adding(
      { kind: "topic policy", of: "lockstep-alerts", accountId: shared.accountId },
      {
        Principal: "*",
        Action: "sns:AddPermission",
        Resource: `arn:aws:sns:${shared.region}:${shared.accountId}:lockstep-alerts`,
        Condition: { StringEquals: { "aws:PrincipalOrgID": organization.id } },
      },
    ),
    who: "Administrator of a non-prod account",
    path: [
      "Administrator @ a non-prod account | sns:AddPermission | the alert topic @ shared",
      "sns:DeleteTopic | the alert topic @ shared",
    ],
  },
  {
    what: "the denial of arming a lock has lost a letter of the condition's key",
    change: inTemplate(
      "inline policy",
      pipelineApplyRole("app-prod"),
      "ArmingIsAskedFor",
      replacingIn("backup:ChangeableForDays", "backup:ChangeableForDay"),
    ),
    who: "a merged change in central-nonprod",
    path: [
      "the role lockstep-hub-apply-central-nonprod @ shared",
      "the role lockstep-pipeline-apply @ central non-prod",
      "backup:PutBackupVaultLockConfiguration | the vault lockstep-central-nonprod @ central non-prod",
    ],
  },
  {
    what: "the hub role of prod's policies trusts every repository's workflow on a branch of that name",
    change: rewriting(
      { kind: "trust", of: hubApplyRole("policies-prod"), accountId: shared.accountId },
      "GitHub",
      (statement) => ({
        ...statement,
        Condition: {
          StringEquals: {
            [`${githubOidcHost}:aud`]: "sts.amazonaws.com",
            [`${githubOidcHost}:ref`]: "refs/heads/main",
          },
        },
      }),
    ),
    who: "a stranger",
    path: [
      "the role lockstep-hub-apply-policies-prod @ shared",
      "the role lockstep-pipeline-apply-policies-prod @ shared",
      "organizations:DetachPolicy | a backup policy of prod @ management",
    ],
  },
  {
    what: "the state's bucket lets in access points of payments-dev, for a report",
    change: adding(
      { kind: "bucket policy", of: "lockstep-state-acme-222222222222", accountId: shared.accountId },
      {
        Principal: "*",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: "arn:aws:s3:::lockstep-state-acme-222222222222/*",
        Condition: { StringEquals: { "s3:DataAccessPointAccount": "666666666601" } },
      },
    ),
    who: "Administrator of a non-prod account",
    path: ["s3:CreateAccessPoint", "s3:PutObject | the ledger of central-prod @ shared"],
  },
  {
    what: "sandbox is a delegated administrator of StackSets",
    change: ({ estate, resources, written }) =>
      new Organization(
        estate,
        [
          ...resources,
          {
            stack: "management",
            type: "aws_organizations_delegated_administrator",
            name: "platform",
            accountId: organization.managementAccountId,
            region: "eu-west-2",
            tags: {},
            body: {
              account_id: "666666666603",
              service_principal: "member.org.stacksets.cloudformation.amazonaws.com",
            },
          },
        ],
        written,
      ),
    who: "Administrator of a non-prod account",
    path: [
      "cloudformation:CreateStackSet",
      "iam:UpdateAssumeRolePolicy | the role lockstep-vault-custodian @ central prod",
    ],
  },
  {
    what: "the second custodian's user is in the account of the wrong number",
    change: inTemplate("trust", dutyRole("vaultCustodian"), "Trusted", (statement) => ({
      ...statement,
      Principal: { AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::666666666602:root"] },
      Condition: {
        ...statement.Condition,
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::222222222222:user/custodian-1",
            "arn:aws:iam::666666666602:user/custodian-2",
          ],
        },
      },
    })),
    who: "Administrator of a non-prod account",
    path: [
      "user custodian-2",
      "the role lockstep-vault-custodian @ central prod",
      "backup:DeleteBackupVaultLockConfiguration | the vault lockstep-central-prod @ central prod",
    ],
  },
  {
    what: "a guardrail lets StackSets' roles be passed, as it does Lockstep's own",
    change: rewriting(
      { ...guardrails, accountId: organization.managementAccountId },
      "StackSetRoles",
      replacingIn('"iam:List*"', '"iam:List*","iam:PassRole"'),
    ),
    who: "Administrator of central prod",
    path: [
      "iam:PassRole | the role stacksets-exec-",
      "iam:UpdateAssumeRolePolicy | the role lockstep-vault-custodian @ central prod",
      "backup:DeleteBackupVaultLockConfiguration | the vault lockstep-central-prod @ central prod",
    ],
  },
];
