/** A resource of a synthesized stack, with every reference replaced by what AWS will make of it. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A resource's argument that is a string; `""` when it is absent. */
export const text = (resource: Resource, argument: string): string => {
  const value = resource.body[argument];
  return typeof value === "string" ? value : "";
};

interface StackJson {
  readonly provider: {
    readonly aws: readonly {
      readonly alias: string;
      readonly region: string;
      readonly allowed_account_ids: readonly string[];
      readonly default_tags: readonly { readonly tags: Readonly<Record<string, string>> }[];
    }[];
  };
  /** A class without plans has a stack without resources. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export function resourcesOf(stack: string, json: string): readonly Resource[] {
  const { provider, resource = {} } = JSON.parse(json) as StackJson;
  const unresolved = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]): Resource => {
      const aws = provider.aws.find(({ alias }) => body.provider === `aws.${alias}`) ?? provider.aws[0];
      if (!aws) throw new Error(`stack ${stack} has no provider`);
      return {
        stack,
        type,
        name,
        accountId: aws.allowed_account_ids[0] ?? "",
        region: aws.region,
        tags: { ...aws.default_tags[0]?.tags, ...(body.tags as object | undefined) },
        body,
      };
    }),
  );
  const find = (type: string, name: string) => unresolved.find((one) => one.type === type && one.name === name);
  return unresolved.map((one) => ({ ...one, body: resolve(one.body, find) as Readonly<Record<string, unknown>> }));
}

type Find = (type: string, name: string) => Resource | undefined;

function resolve(value: unknown, find: Find): unknown {
  if (typeof value === "string") return resolveText(value, find);
  if (Array.isArray(value)) return value.map((item) => resolve(item, find));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, find)]));
}

function resolveText(value: string, find: Find): string {
  return (
    value
      // "$${" is Terraform's way to write "${": a policy variable, not a reference
      .replace(/(?<!\$)\$\{(aws_[a-z0-9_]+)\.([^.}]+)\.([a-z_]+)\}/g, (reference, type, name, attribute) => {
        const resource = find(type, name);
        if (!resource) throw new Error(`${reference} refers to nothing`);
        return attributeOf(resource, attribute, find);
      })
      .replaceAll("$${", "${")
  );
}

function attributeOf(resource: Resource, attribute: string, find: Find): string {
  const own = resource.body[attribute];
  if (typeof own === "string") return resolveText(own, find);
  const { type, accountId, region } = resource;
  const name = text(resource, "name");
  const in_ = (service: string) => `arn:aws:${service}:${region}:${accountId}`;
  switch (`${type}.${attribute}`) {
    case "aws_iam_role.arn":
      return `arn:aws:iam::${accountId}:role/${name}`;
    case "aws_iam_policy.arn":
      return `arn:aws:iam::${accountId}:policy/${name}`;
    case "aws_kms_key.arn":
      return `${in_("kms")}:key/${keyId(resource)}`;
    case "aws_kms_key.key_id":
      return keyId(resource);
    case "aws_sns_topic.arn":
      return `${in_("sns")}:${name}`;
    case "aws_cloudwatch_event_rule.arn":
      return ruleArn(resource, resolveText(text(resource, "event_bus_name"), find));
    case "aws_s3_bucket.id":
      return text(resource, "bucket");
    case "aws_organizations_policy.id":
      return organizationPolicyId(resource);
    default:
      throw new Error(`got ${type}.${attribute}, which the tests do not know`);
  }
}

/** AWS gives random ids; one that tells the key does as well. */
export const keyId = ({ stack, name }: Resource) => `${stack}-${name}`.toLowerCase().replace(/[^a-z0-9-]/g, "-");

export const organizationPolicyId = ({ stack, name }: Resource) =>
  `p-${stack}-${name}`.toLowerCase().replace(/[^a-z0-9-]/g, "");

export const ruleArn = ({ region, accountId, body }: Resource, bus: string) =>
  `arn:aws:events:${region}:${accountId}:rule/${bus === "" ? "" : `${bus}/`}${String(body.name)}`;
