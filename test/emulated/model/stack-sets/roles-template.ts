import type { Document } from "../../../support/policy-document.ts";

export interface TemplateRole {
  readonly name: string;
  readonly path: string;
  readonly trust: Document;
  readonly inline: ReadonlyMap<string, Document>;
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TemplatePolicy {
  readonly name: string;
  readonly path: string;
  readonly document: Document;
}

/** What a CloudFormation template makes of IAM. */
export interface RolesTemplate {
  readonly roles: readonly TemplateRole[];
  readonly policies: readonly TemplatePolicy[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly RoleName?: string;
    readonly ManagedPolicyName?: string;
    readonly Path?: string;
    readonly AssumeRolePolicyDocument?: Document;
    readonly PolicyDocument?: Document;
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
  "AWS::IAM::ManagedPolicy": ["ManagedPolicyName", "Path", "PolicyDocument", "Description"],
} as const;

/**
 * Reads a template of named roles and managed policies without functions or parameters.
 *
 * @throws for all else, so that nothing is left out silently
 */
export function rolesTemplate(template: object): RolesTemplate {
  if (/"(Fn::\w+|Ref)":/.test(JSON.stringify(template))) {
    throw new Error("got a template with functions; only plain ones are modelled");
  }
  const { Resources = {} } = template as { readonly Resources?: Readonly<Record<string, Resource>> };
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    if (!(Type in known)) throw new Error(`got ${id} of type ${Type}; use one of ${Object.keys(known).join(", ")}`);
    const properties: readonly string[] = known[Type as keyof typeof known];
    const unknown = Object.keys(Properties).find((key) => !properties.includes(key));
    if (unknown !== undefined) throw new Error(`got ${id}.${unknown}; use ${properties.join(", ")}`);
  }
  const of = (type: keyof typeof known) => Object.entries(Resources).filter(([, { Type }]) => Type === type);
  return {
    roles: of("AWS::IAM::Role").map(([id, { Properties }]) => ({
      name: given(Properties.RoleName, `${id}.RoleName`),
      path: Properties.Path ?? "/",
      trust: given(Properties.AssumeRolePolicyDocument, `${id}.AssumeRolePolicyDocument`),
      inline: new Map((Properties.Policies ?? []).map((one) => [one.PolicyName, one.PolicyDocument])),
      attachedPolicyArns: Properties.ManagedPolicyArns ?? [],
      boundaryArn: Properties.PermissionsBoundary ?? null,
      tags: Object.fromEntries((Properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    })),
    policies: of("AWS::IAM::ManagedPolicy").map(([id, { Properties }]) => ({
      name: given(Properties.ManagedPolicyName, `${id}.ManagedPolicyName`),
      path: Properties.Path ?? "/",
      document: given(Properties.PolicyDocument, `${id}.PolicyDocument`),
    })),
  };
}

function given<T>(value: T | undefined, place: string): T {
  if (value === undefined) throw new Error(`got no ${place}`);
  return value;
}
