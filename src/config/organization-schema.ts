import { z } from "zod";
import { quotas } from "../aws/quotas.ts";
import { commonResourceTypes, resourceTypes } from "../aws/resource-types.ts";
import { leftOutSchema } from "./left-out-schema.ts";
import { centralLock } from "./lock-schema.ts";
import { refuse } from "./refuse.ts";
import { accountId, flag, name, reason, regionList, text } from "./values.ts";

const ouPattern = "ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";
const rootPattern = "r-[0-9a-z]{4,32}";

const typeList = z.array(
  z.enum(resourceTypes as [string, ...string[]], { error: `one of ${resourceTypes.join(", ")}` }),
  {
    error: "a list of resource types, such as [EBS, RDS]",
  },
);

const serviceLinkedRole = z
  .enum(["create", "existing"], { error: "create or existing" })
  .describe("whether Terraform creates AWSServiceRoleForBackup; creating it where it exists fails, at deployment");

const central = z
  .strictObject(
    {
      account: accountId,
      // each Region is a copy action in every rule, and AWS takes 5 a rule (aws-backup devguide, quotas)
      regions: regionList(quotas.copiesPerRule.most)
        .optional()
        .describe("home Region first; default: the organization's Regions"),
      lock: centralLock,
      sealed: flag("whether a person alone changes the policies of its vaults and keys, by `bootstrap`")
        .default(false)
        .describe(
          "true once it is deployed and every account of the class is in a unit: no merged change can lock anybody out then",
        ),
      serviceLinkedRole: serviceLinkedRole.default("create"),
    },
    { error: "a central account with account and lock" },
  )
  .describe("an isolated account whose locked vaults receive a copy of every local backup of its class");

const principalHint =
  "the ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/backup-operators (* only in its name)";

const duty = z
  .strictObject(
    {
      principals: z
        .array(text(/^arn:aws(-cn|-us-gov|-eusc)?:iam::\d{12}:(role|user)\/[\w+=,.@/*-]+$/, principalHint), {
          error: "a list of ARNs of IAM roles or users",
        })
        .min(1, { error: "at least one principal: a duty that nobody holds is done by nobody" }),
      requireMfa: flag("whether the role can only be taken with multi-factor authentication").default(true),
      reason: reason.optional().describe("why MFA is not asked for"),
      maxSessionHours: z
        .int({ error: "whole hours from 1 to 12" })
        .min(1, { error: "whole hours from 1 to 12" })
        .max(12, { error: "whole hours from 1 to 12" })
        .default(1),
    },
    { error: "a duty with its principals" },
  )
  .superRefine((value, context) => {
    if (!value.requireMfa && value.reason === undefined) {
      refuse(context, ["requireMfa"], {
        got: "got false without a reason",
        use: "add reason: <why MFA is not needed>, or remove requireMfa",
      });
    }
  });

const subscription = z
  .strictObject(
    {
      email: text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an e-mail address").optional(),
      https: text(/^https:\/\/(?:(?![$%]\{)\S)+$/, "an address that starts with https://, without ${ or %{").optional(),
      sqs: text(/^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]+$/, "the ARN of an SQS queue").optional(),
      lambda: text(
        /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+$/,
        "the ARN of a Lambda function",
      ).optional(),
    },
    { error: "a subscription, such as email: backup-team@acme.example" },
  )
  .superRefine((value, context) => {
    if (Object.keys(value).length !== 1) {
      refuse(context, [], {
        got: `got ${Object.keys(value).length} endpoints in one subscription`,
        use: "use one of email, https, sqs, lambda",
      });
    }
  });

const unit = z.strictObject(
  {
    path: text(
      new RegExp(`^${ouPattern}(/${ouPattern}){0,4}$`),
      "the ids of at most 5 OUs from below the root, such as ou-ab12-11111111 or ou-ab12-11111111/ou-ab12-22222222",
    ),
    class: z.enum(["prod", "nonprod"], { error: "prod or nonprod" }),
    plans: z.array(z.string({ error: "the name of a plan" }), { error: "a list of plans" }),
    regions: regionList(quotas.copiesPerRule.most).optional().describe("default: the organization's Regions"),
  },
  { error: "a unit with path, class and plans" },
);

const management = z
  .strictObject(
    {
      region: z.string({ error: "a Region, such as eu-west-2" }),
      guardrails: flag("whether a service control policy guards what Lockstep deploys").default(true),
      reason: reason.optional().describe("why there are no guardrails"),
      resourceGuardrails: flag(
        "whether a resource control policy keeps Lockstep's keys, state and roles within the organization; switch the policy type RESOURCE_CONTROL_POLICY on before (docs/duties.md)",
      ).default(false),
      otherDelegationStatements: z
        .array(z.record(z.string(), z.unknown(), { error: "a policy statement" }), {
          error: "a list of policy statements",
        })
        .default([])
        .describe(
          "an organization has one delegation policy: the statements it holds for others stand here, as they are",
        ),
    },
    { error: "the management stack's settings, such as { region: eu-west-2 }" },
  )
  .superRefine((value, context) => {
    if (!value.guardrails && value.reason === undefined) {
      refuse(context, ["guardrails"], {
        got: "got false without a reason",
        use: "add reason: <what guards the accounts instead>, or remove guardrails",
      });
    }
  });

/** `config/organization.yaml` */
export const organizationSchema = z.strictObject(
  {
    name: name(30).describe("short name of the organization; part of the state bucket's name, never to change"),
    organization: z.strictObject(
      {
        id: text(/^o-[a-z0-9]{10,32}$/, "the organization's id, such as o-a1b2c3d4e5"),
        root: text(new RegExp(`^${rootPattern}$`), "the root's id, such as r-ab12"),
        management: accountId.describe("the management account"),
      },
      { error: "the organization's id, root and management account" },
    ),
    regions: regionList(quotas.copiesPerRule.most).describe(
      "where application accounts have vaults unless they say otherwise",
    ),
    shared: z.strictObject(
      {
        account: accountId,
        region: z
          .string({ error: "a Region, such as eu-west-2" })
          .describe("Region of state, alerts and policies; moving it would move the state"),
      },
      { error: "the shared resources account, with account and region" },
    ),
    central: z.strictObject(
      { prod: central, nonprod: central },
      { error: "the two central accounts, prod and nonprod" },
    ),
    units: z
      .record(name(32), unit, { error: "units by name" })
      .default({})
      .describe(
        "OUs: policies attach to them, and central accounts trust their path, so that onboarding touches nothing else",
      ),
    optIn: z
      .strictObject(
        {
          types: typeList.optional().meta({ unwritten: commonResourceTypes }),
          byRegion: z.record(z.string(), typeList, { error: "lists of resource types by Region" }).default({}),
        },
        { error: "the opted-in resource types, with types or byRegion" },
      )
      .prefault({})
      .describe(
        "resource types that AWS Backup protects, per account and Region; the others keep the setting they have",
      ),
    leftOut: leftOutSchema,
    duties: z.strictObject(
      {
        policyAdmin: duty.describe("changes backup policies by hand, in the shared account"),
        vaultCustodian: duty.describe("break-glass: removes a governance lock, mends a vault's or key's policy"),
        backupOperator: duty.describe("starts backups and copies, in application accounts"),
        restoreOperator: duty.describe("restores, and copies back from central"),
        auditor: duty.describe("reads everything about backups, changes nothing"),
      },
      { error: "the five duties" },
    ),
    alerts: z.strictObject(
      {
        subscriptions: z
          .array(subscription, { error: "a list of subscriptions" })
          .min(1, { error: "at least one subscription: a failed backup that nobody hears of stays failed" }),
      },
      { error: "the alerts, with their subscriptions" },
    ),
    pipeline: z.strictObject(
      {
        repository: text(/^[\w.-]+\/[\w.-]+$/, "owner/name of the repository on GitHub"),
        ids: z
          .strictObject(
            {
              owner: text(/^\d+$/, "the owner's numeric id in quotes"),
              repository: text(/^\d+$/, "the repository's numeric id in quotes"),
            },
            { error: "the numeric ids of owner and repository" },
          )
          .optional()
          .describe("GitHub puts both ids into the OIDC subject of repositories created after July 2026"),
        branch: text(/^[\w./-]+$/, "the name of the branch that deploys, such as main").default("main"),
        deployTo: z
          .array(text(new RegExp(`^(${rootPattern}|${ouPattern})$`), "the id of an OU or of the root"), {
            error: "a list of OUs",
          })
          .min(1, { error: "at least one OU or the root" })
          .optional()
          .describe("OUs whose accounts get the pipeline's roles; default: the root, which is every account"),
        oidcProvider: z
          .enum(["create", "existing"], { error: "create or existing" })
          .default("create")
          .describe("an account has one OIDC provider for GitHub; existing: the shared account has it already"),
        alone: reason
          .optional()
          .describe(
            "why nobody but the author of a change has to agree to it, neither by a review nor by accepting its report; leave out wherever two people work (docs/pipeline.md)",
          ),
        upgradeUntil: z.iso
          .date({ error: "the last day of the upgrade, a day that there is, such as 2027-01-31" })
          .optional()
          .describe(
            "only while what a release before December 2026 deployed is moved to this one (docs/runbooks/upgrade.md): the former boundary stays, and until the end of that day the pipeline knows keys by their alias",
          ),
      },
      { error: "the pipeline, with its repository" },
    ),
    management: management.optional().describe("leave out to keep the organization's switches by hand"),
  },
  { error: "the organization's settings" },
);

export type OrganizationFile = z.output<typeof organizationSchema>;
