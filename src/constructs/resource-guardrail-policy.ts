import type { Conditions, Statement } from "./policy-document.ts";

export interface ResourceGuardrailProps {
  /** What the aliases of all guarded keys start with, behind `alias/`. */
  readonly prefix: string;
  readonly organizationId: string;
  /** Keys of accounts that hold nothing but backups: all of them are guarded, whatever alias they have. */
  readonly keyArns: readonly string[];
  readonly stateBucketArn: string;
  /** Pattern of all roles of Lockstep. */
  readonly roleArns: string;
  readonly github: {
    readonly oidcHost: string;
    /** `owner/name` */
    readonly repository: string;
    /** `null`: it is told by its name only. */
    readonly ids: { readonly owner: string; readonly repository: string } | null;
  };
}

/**
 * A resource control policy for the root: keys, state and roles of Lockstep's own stay within the organization, whatever
 * their own policies say. It binds who asks from outside, root users and anonymous requests included, but neither
 * service-linked roles nor what is in the management account, and AWS Backup, IAM, Organizations and SNS not at all.
 *
 * The organization switches the type RESOURCE_CONTROL_POLICY on by itself, once it knows that nobody outside uses these
 * keys, this bucket or these roles: docs/duties.md says how.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html, _syntax.html;
 * aws-samples/data-perimeter-policy-examples, resource_control_policies/identity_perimeter_rcp.json
 */
export function resourceGuardrailStatements(props: ResourceGuardrailProps): readonly Statement[] {
  return [
    ...(["ForMembersOnly", "ForUsOnly"] as const).flatMap((suffix) => {
      const condition = suffix === "ForMembersOnly" ? byStranger(props) : byServiceForStranger(props);
      return [
        deny(`Keys${suffix}`, "kms:*", props.keyArns, condition),
        deny(`AliasedKeys${suffix}`, "kms:*", "*", { ...condition, ...aliased(props) }),
        deny(`State${suffix}`, "s3:*", [props.stateBucketArn, `${props.stateBucketArn}/*`], condition),
        deny(`Roles${suffix}`, "sts:AssumeRole", props.roleArns, condition),
      ];
    }),
    ...notThisRepository(props).map(([Sid, condition]) =>
      deny(Sid, "sts:AssumeRoleWithWebIdentity", props.roleArns, condition),
    ),
  ];
}

const deny = (Sid: string, Action: string, Resource: string | readonly string[], Condition: Conditions): Statement => ({
  Sid,
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource,
  Condition,
});

/** An account of no organization, or somebody without an account, is a stranger too: the key may be missing. */
const byStranger = ({ organizationId }: ResourceGuardrailProps): Conditions => ({
  StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
  BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
});

/** A service that says for which account it acts acts for ours. Not all say it: grants and PassRole are bound otherwise. */
const byServiceForStranger = ({ organizationId }: ResourceGuardrailProps): Conditions => ({
  Bool: { "aws:PrincipalIsAWSService": "true" },
  Null: { "aws:SourceAccount": "false" },
  StringNotEqualsIfExists: { "aws:SourceOrgID": organizationId },
});

const aliased = ({ prefix }: ResourceGuardrailProps): Conditions => ({
  "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${prefix}-*` },
});

/** Tokens of another identity provider lack the claim, and are denied as well. */
function notThisRepository({ github }: ResourceGuardrailProps): readonly (readonly [string, Conditions])[] {
  const { oidcHost, repository, ids } = github;
  if (ids === null) {
    return [["OnlyThisRepository", { StringNotLikeIfExists: { [`${oidcHost}:sub`]: `repo:${repository}:*` } }]];
  }
  return [
    ["OnlyThisRepository", { StringNotEqualsIfExists: { [`${oidcHost}:repository_id`]: ids.repository } }],
    ["OnlyThisOwner", { StringNotEqualsIfExists: { [`${oidcHost}:repository_owner_id`]: ids.owner } }],
  ];
}
