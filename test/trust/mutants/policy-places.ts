import { type Resource, resourcesOf, text } from "../../emulator/deploy/stack-resources.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import type { Kind } from "../organization/documents.ts";
import { aliasOf, templateIn } from "../organization/organization.ts";
import { type Body, changeResource, type EditStack } from "./stack-json.ts";

/** Where a policy document stands in a stack's Terraform JSON. */
export interface PolicyPlace {
  readonly kind: Kind;
  readonly stack: string;
  /** `""` for what an account has once. */
  readonly region: string;
  /** Name of the role, policy, vault, bus, topic or bucket; alias of the key. */
  readonly of: string;
  /** What is written there, references replaced. */
  readonly document: Document;
  /** Name of the policy that bounds the role that the document is of; `""`: nothing does. */
  readonly boundary: string;
  /** Puts another document in its place, with arguments of the resource beside it when some are given. */
  readonly edit: (change: (document: Document) => Document, beside?: Body) => EditStack;
}

/** Every policy document and every trust in a stack, those in the StackSet's template among them. */
export function policyPlaces(stack: string, json: string): readonly PolicyPlace[] {
  const resources = resourcesOf(stack, json);
  return resources.flatMap((resource) =>
    resource.type === "aws_cloudformation_stack_set" ? templatePlaces(resource) : argumentPlaces(resource, resources),
  );
}

interface Argument {
  readonly kind: Kind;
  readonly argument: string;
  readonly of: (resource: Resource, resources: readonly Resource[]) => string;
  /** What it is of, there may be one of in each Region. */
  readonly isRegional?: true;
}

const named = (argument: string) => (resource: Resource) => text(resource, argument);

const documents: Readonly<Record<string, Argument>> = {
  aws_iam_role: { kind: "trust", argument: "assume_role_policy", of: named("name") },
  aws_iam_role_policy: { kind: "inline policy", argument: "policy", of: named("role") },
  aws_iam_policy: { kind: "managed policy", argument: "policy", of: named("name") },
  aws_backup_vault_policy: {
    kind: "vault policy",
    argument: "policy",
    of: named("backup_vault_name"),
    isRegional: true,
  },
  aws_kms_key: { kind: "key policy", argument: "policy", of: aliasOf, isRegional: true },
  aws_cloudwatch_event_bus_policy: {
    kind: "bus policy",
    argument: "policy",
    of: named("event_bus_name"),
    isRegional: true,
  },
  aws_sns_topic_policy: {
    kind: "topic policy",
    argument: "policy",
    of: (resource) => text(resource, "arn").split(":").at(-1) ?? "",
    isRegional: true,
  },
  aws_s3_bucket_policy: { kind: "bucket policy", argument: "policy", of: named("bucket") },
  aws_organizations_resource_policy: { kind: "delegation policy", argument: "content", of: () => "the organization" },
  aws_organizations_policy: { kind: "service control policy", argument: "content", of: named("name") },
};

function argumentPlaces(resource: Resource, resources: readonly Resource[]): readonly PolicyPlace[] {
  const { stack, type, name, region } = resource;
  const found = documents[type];
  if (!found || text(resource, "type") === "BACKUP_POLICY") return [];
  const { argument, of, isRegional } = found;
  const kind = text(resource, "type") === "RESOURCE_CONTROL_POLICY" ? "resource control policy" : found.kind;
  const bounded = resources.find((one) => one.type === "aws_iam_role" && text(one, "name") === text(resource, "role"));
  return [
    {
      kind,
      stack,
      region: isRegional ? region : "",
      of: of(resource, resources),
      document: JSON.parse(text(resource, argument)) as Document,
      boundary: bounded ? (text(bounded, "permissions_boundary").split("/").at(-1) ?? "") : "",
      edit: (change, beside = {}) =>
        changeResource(type, name, (body) => ({
          ...body,
          ...beside,
          [argument]: JSON.stringify(change(JSON.parse(String(body[argument])) as Document)),
        })),
    },
  ];
}

type Path = readonly (string | number)[];

function templatePlaces(stackSet: Resource): readonly PolicyPlace[] {
  const { Resources } = JSON.parse(templateIn([stackSet])) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Body }>>;
  };
  return Object.entries(Resources).flatMap(([name, { Type, Properties }]): readonly PolicyPlace[] => {
    const place = (kind: Kind, of: unknown, ...path: Path): PolicyPlace => ({
      kind,
      stack: stackSet.stack,
      region: "",
      of: String(of),
      document: at(Properties, path) as Document,
      // none of the roles that the template makes has one
      boundary: "",
      edit: (change) =>
        changeResource(stackSet.type, stackSet.name, (body) => ({
          ...body,
          template_body: JSON.stringify(
            changedAt(JSON.parse(String(body["template_body"])), ["Resources", name, "Properties", ...path], change),
          ),
        })),
    });
    if (Type === "AWS::IAM::ManagedPolicy") {
      return [place("managed policy", Properties["ManagedPolicyName"], "PolicyDocument")];
    }
    const inline = Properties["Policies"] as readonly unknown[];
    return [
      place("trust", Properties["RoleName"], "AssumeRolePolicyDocument"),
      ...inline.map((_, index) => place("inline policy", Properties["RoleName"], "Policies", index, "PolicyDocument")),
    ];
  });
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((part, key) => (part as Readonly<Record<string | number, unknown>>)[key], value);

function changedAt(value: unknown, [key, ...rest]: Path, change: (document: Document) => Document): unknown {
  if (key === undefined) return change(value as Document);
  if (Array.isArray(value)) return value.with(Number(key), changedAt(value[Number(key)], rest, change));
  const parent = value as Body;
  return { ...parent, [key]: changedAt(parent[key], rest, change) };
}

/** What a place is of, in words that tell it from the others of its stack. */
export const placeWords = ({ kind, of, region }: PolicyPlace): string =>
  `${kind} of ${of}${region === "" ? "" : `, ${region}`}`;
