import type { Document } from "../model/policy-document.ts";
import type { Mutate } from "./deployed-document.ts";

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Properties: {
          readonly RoleName?: string;
          readonly ManagedPolicyName?: string;
          readonly AssumeRolePolicyDocument?: Document;
          readonly PolicyDocument?: Document;
          readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: Document }[];
        };
      }
    >
  >;
}

/** A CloudFormation template of roles and policies, which are the same in every account. */
export function mutatedTemplate(body: string, mutate: Mutate): string {
  const template = JSON.parse(body) as Template;
  const everywhere = { accountId: "", region: "" };
  const Resources = Object.entries(template.Resources).map(([id, resource]) => {
    const { RoleName = "", ManagedPolicyName = "", ...properties } = resource.Properties;
    const { AssumeRolePolicyDocument: trust, PolicyDocument: managed, Policies: inline } = properties;
    const Properties = {
      ...resource.Properties,
      ...(trust && {
        AssumeRolePolicyDocument: mutate({ ...everywhere, kind: "trust", of: RoleName, document: trust }),
      }),
      ...(managed && {
        PolicyDocument: mutate({ ...everywhere, kind: "managed policy", of: ManagedPolicyName, document: managed }),
      }),
      ...(inline && {
        Policies: inline.map((one) => ({
          ...one,
          PolicyDocument: mutate({ ...everywhere, kind: "inline policy", of: RoleName, document: one.PolicyDocument }),
        })),
      }),
    };
    return [id, { ...resource, Properties }];
  });
  return JSON.stringify({ ...template, Resources: Object.fromEntries(Resources) });
}
