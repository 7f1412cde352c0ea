import type { Document } from "../policy-document.ts";

export interface TemplateRole {
  /** By which the template knows it, and CloudFormation tells whether it is the same as before. */
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly trust: Document;
  readonly inline: ReadonlyMap<string, Document>;
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TemplatePolicy {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly document: Document;
}

/** What a CloudFormation template makes of IAM. */
export interface RolesTemplate {
  readonly roles: readonly TemplateRole[];
  readonly policies: readonly TemplatePolicy[];
}

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties: {
    readonly RoleName?: string;
    readonly ManagedPolicyName?: string;
    readonly Path?: string;
    readonly AssumeRolePolicyDocument?: Document;
    readonly PolicyDocument?: Document;
    /** Names of the roles that a managed policy is attached to. */
    readonly Roles?: readonly string[];
    readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: Document }[];
    readonly ManagedPolicyArns?: readonly string[];
    readonly PermissionsBoundary?: string;
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
    readonly Description?: string;
    readonly MaxSessionDuration?: number;
  };
}

const known = {
  "AWS::IAM::Role": [
    "RoleName",
    "Path",
    "AssumeRolePolicyDocument",
    "Policies",
    "ManagedPolicyArns",
    "PermissionsBoundary",
    "Tags",
    "Description",
    "MaxSessionDuration",
  ],
  "AWS::IAM::ManagedPolicy": ["ManagedPolicyName", "Path", "PolicyDocument", "Roles", "Description"],
} as const;

// what is made first is the same with and without it: policies before roles
const attributes = ["Type", "Properties", "DependsOn"];

/**
 * Reads a template of named roles and managed policies, as it comes out in an account: without parameters, and without
 * functions but `Ref`.
 *
 * @throws for all else, so that nothing is left out silently
 */
export function rolesTemplate(template: object, accountId: string): RolesTemplate {
  const { Resources: written = {} } = template as { readonly Resources?: Readonly<Record<string, Resource>> };
  const Resources = resolved(written, referenced(written, accountId)) as Readonly<Record<string, Resource>>;
  for (const [id, { Type, Properties, ...others }] of Object.entries(Resources)) {
    if (!(Type in known)) throw new Error(`got ${id} of type ${Type}; use one of ${Object.keys(known).join(", ")}`);
    const attribute = Object.keys(others).find((key) => !attributes.includes(key));
    if (attribute !== undefined) throw new Error(`got ${id}.${attribute}; use ${attributes.join(", ")}`);
    const properties: readonly string[] = known[Type as keyof typeof known];
    const unknown = Object.keys(Properties).find((key) => !properties.includes(key));
    if (unknown !== undefined) throw new Error(`got ${id}.${unknown}; use ${properties.join(", ")}`);
  }
  const of = (type: keyof typeof known) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
  const attachedTo = (role: string | undefined) =>
    of("AWS::IAM::ManagedPolicy")
      .filter(([, { Properties }]) => Properties.Roles?.includes(role ?? ""))
      .map(([id, { Properties }]) => policyArn(accountId, Properties, id));
  return {
    roles: of("AWS::IAM::Role").map(([id, { Properties }]) => ({
      id,
      name: given(Properties.RoleName, `${id}.RoleName`),
      path: Properties.Path ?? "/",
      trust: given(Properties.AssumeRolePolicyDocument, `${id}.AssumeRolePolicyDocument`),
      inline: new Map((Properties.Policies ?? []).map((one) => [one.PolicyName, one.PolicyDocument])),
      attachedPolicyArns: [...(Properties.ManagedPolicyArns ?? []), ...attachedTo(Properties.RoleName)],
      boundaryArn: Properties.PermissionsBoundary ?? null,
      tags: Object.fromEntries((Properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    })),
    policies: of("AWS::IAM::ManagedPolicy").map(([id, { Properties }]) => ({
      id,
      name: given(Properties.ManagedPolicyName, `${id}.ManagedPolicyName`),
      path: Properties.Path ?? "/",
      description: Properties.Description ?? "",
      document: given(Properties.PolicyDocument, `${id}.PolicyDocument`),
    })),
  };
}

/**
 * What `Ref` comes to: of a managed policy its ARN, of a role its name.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html,
 * aws-resource-iam-role.html, "Return values"; pseudo-parameter-reference.html
 */
function referenced(resources: Readonly<Record<string, Resource>>, accountId: string): ReadonlyMap<string, string> {
  return new Map([
    ["AWS::AccountId", accountId],
    ["AWS::Partition", "aws"],
    ...Object.entries(resources).flatMap(([id, { Properties }]): [string, string][] => {
      const { ManagedPolicyName, RoleName } = Properties;
      if (typeof ManagedPolicyName === "string") return [[id, policyArn(accountId, Properties, id)]];
      return typeof RoleName === "string" ? [[id, RoleName]] : [];
    }),
  ]);
}

const policyArn = (accountId: string, { ManagedPolicyName, Path = "/" }: Resource["Properties"], id: string) =>
  `arn:aws:iam::${accountId}:policy${Path}${given(ManagedPolicyName, `${id}.ManagedPolicyName`)}`;

function resolved(value: unknown, references: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, references));
  if (typeof value !== "object" || value === null) return value;
  const [[key = "", inner] = [], ...others] = Object.entries(value);
  if (key.startsWith("Fn::")) throw new Error(`got a template with the function ${key}; only Ref is modelled`);
  if (key !== "Ref" || others.length > 0) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolved(one, references)]));
  }
  const found = references.get(String(inner));
  if (found === undefined) {
    throw new Error(
      `got a template with Ref ${inner}; use a role or policy of the template that has a name of its own`,
    );
  }
  return found;
}

function given<T>(value: T | undefined, place: string): T {
  if (value === undefined) throw new Error(`got no ${place}`);
  return value;
}
