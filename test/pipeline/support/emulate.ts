/** A stack as CDKTF writes it; what is left as it is has no name here. */
interface StackJson {
  readonly terraform: {
    readonly backend: { readonly s3: Readonly<Record<string, unknown>> };
    readonly required_providers: Readonly<Record<string, unknown>>;
    readonly [key: string]: unknown;
  };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly [key: string]: unknown;
}
type Body = Readonly<Record<string, unknown>>;

/** Types that stay what they are in a stack, of those that the stand-in for AWS has; `all`: it is planned only. */
export type RealTypes = readonly string[] | "all";

/**
 * The same stack where S3 is a stand-in for AWS: what that lacks becomes `terraform_data` with the same arguments, and
 * everything else stays, up to the roles of the providers.
 */
export function emulated(text: string, real: RealTypes): string {
  const json = JSON.parse(text) as StackJson;
  const staying = (type: string) => real === "all" || real.includes(type);
  const gone = Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
    staying(type) ? [] : Object.keys(named).map((name) => `${type}.${name}`),
  );
  const resources = Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]): readonly [string, string, Body] =>
      staying(type)
        ? [type, name, real === "all" ? body : withoutTags(type, body)]
        : ["terraform_data", dataName(`${type}.${name}`), asData(body)],
    ),
  );
  const resource: Record<string, Readonly<Record<string, Body>>> = {};
  for (const [type, name, body] of resources) resource[type] = { ...resource[type], [name]: body };
  const { terraform } = json;
  const usesAws = Object.keys(resource).some((type) => type !== "terraform_data");
  // by the name of aws, the provider that is part of Terraform, which is never asked and takes no seconds to start
  const providers = usesAws ? {} : { aws: { source: "terraform.io/builtin/terraform" } };
  const transformed = {
    ...json,
    terraform: {
      ...terraform,
      // an address of this machine has no host name a bucket
      backend: { s3: { ...terraform.backend.s3, use_path_style: true } },
      required_providers: { ...terraform.required_providers, ...providers },
    },
    ...(json.resource && { resource }),
  };
  return JSON.stringify(transformed, (_, value: unknown) =>
    typeof value === "string" ? redirected(value, gone) : value,
  );
}

/** The stand-in for AWS Backup does not give the tags of a vault back. */
const withoutTags = (type: string, body: Body): Body =>
  type === "aws_backup_vault"
    ? { ...body, lifecycle: { ...(body["lifecycle"] as Body | undefined), ignore_changes: ["tags", "tags_all"] } }
    : body;

const dataName = (address: string) => address.replace(".", "--");

function asData({ provider: _, lifecycle, depends_on: dependsOn, "//": __, ...input }: Body): Body {
  // what else a lifecycle says is about arguments that are none of these
  const prevents = (lifecycle as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy;
  return {
    input,
    ...(dependsOn !== undefined && { depends_on: dependsOn }),
    ...(prevents && { lifecycle: { prevent_destroy: true } }),
  };
}

/** A text whose references lead to what has taken the places of these resources. */
function redirected(text: string, gone: readonly string[]): string {
  return text.replace(/\baws_[a-z_]+\.[\w-]+(?:\.\w+)?/g, (whole) => {
    const [type, name, attribute] = whole.split(".");
    const address = `${type}.${name}`;
    if (!gone.includes(address)) return whole;
    return `terraform_data.${dataName(address)}${attribute === undefined ? "" : ".id"}`;
  });
}
