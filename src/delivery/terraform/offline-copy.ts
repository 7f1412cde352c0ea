/** A stack as CDKTF writes it, in Terraform's JSON syntax; only the parts that tie it to AWS are spelled out. */
export interface StackJson {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, readonly ProviderBlock[]>>;
  readonly [block: string]: unknown;
}

type ProviderBlock = Readonly<Record<string, unknown>>;

const switchedOff = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_requesting_account_id: true,
  // what still asks AWS, such as a data source, fails at once; the provider's own default is 25, and it ignores AWS_MAX_ATTEMPTS
  max_retries: 1,
};

/**
 * The same stack, switched off from AWS: no backend, and AWS providers that ask nobody who they are. Regions, aliases,
 * tags and every resource stay as they are, so what plans here is what is applied.
 */
export function offlineCopy(stack: StackJson): StackJson {
  const terraform = without(stack.terraform, ["backend"]);
  if (!stack.provider?.aws) return { ...stack, terraform };

  return { ...stack, terraform, provider: { ...stack.provider, aws: stack.provider.aws.map(offlineProvider) } };
}

function offlineProvider(provider: ProviderBlock): ProviderBlock {
  // the list of allowed accounts goes with the credentials: who is not asked for an id has an empty one, which no list allows
  return { ...without(provider, ["assume_role", "allowed_account_ids"]), ...switchedOff };
}

function without(block: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));
}
