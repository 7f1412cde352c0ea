import {
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
} from "@aws-sdk/client-kms";
import { OrganizationsClient, type PolicyType, paginateListPolicies } from "@aws-sdk/client-organizations";
import { mapConcurrently } from "../../map-concurrently.ts";
import { type AwsClientConfig, awsClient } from "../../outside/aws-client.ts";
import { isOutOfReach } from "../../outside/out-of-reach.ts";
import { awsPatience, type Patience } from "../../outside/patience.ts";
import { takeRole } from "../../outside/take-role.ts";

/** A customer's own key. */
export interface FoundKey {
  readonly keyId: string;
  readonly arn: string;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  /** Not disabled, and not about to be deleted. */
  readonly isEnabled: boolean;
  readonly hasAlias: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** What Terraform cannot look for by a name. */
export interface AccountReader {
  /** Keys of a Region with one of these descriptions. */
  keys(region: string, descriptions: ReadonlySet<string>): Promise<readonly FoundKey[]>;
  /** Organization policies of a type, such as `BACKUP_POLICY`, as id by name. */
  policies(type: string, region: string): Promise<ReadonlyMap<string, string>>;
}

// requests under way at a time
const readers = 8;

/** Reads by the role that plans, taken with the credentials of the environment. @param roleArn `null`: by these alone */
export function accountReader(roleArn: string | null, own: Partial<Patience> = {}): AccountReader {
  const patience: Patience = { ...awsPatience, tries: 6, ...own };
  let session: ReturnType<typeof takeRole> | undefined;
  const client = async (region: string): Promise<AwsClientConfig> => {
    if (roleArn === null) return { region };
    session ??= takeRole(roleArn, region, patience);
    return { region, credentials: await session };
  };

  return {
    keys: (region, descriptions) =>
      asking(`keys in ${region}`, async () => {
        const kms = awsClient(KMSClient, await client(region), patience);
        return readKeys(kms, descriptions);
      }),
    policies: (type, region) =>
      asking(`policies of type ${type}`, async () => {
        const organizations = awsClient(OrganizationsClient, await client(region), patience);
        const found = new Map<string, string>();
        for await (const page of paginateListPolicies({ client: organizations }, { Filter: type as PolicyType })) {
          for (const { Id, Name, AwsManaged } of page.Policies ?? [])
            if (Id && Name && !AwsManaged) found.set(Name, Id);
        }
        return found;
      }),
  };
}

async function readKeys(kms: KMSClient, descriptions: ReadonlySet<string>): Promise<readonly FoundKey[]> {
  const ids: string[] = [];
  for await (const { Keys } of paginateListKeys({ client: kms }, {})) ids.push(...(Keys ?? []).flatMap(idOf));
  const named = new Set<string>();
  for await (const { Aliases } of paginateListAliases({ client: kms }, {})) {
    for (const { TargetKeyId } of Aliases ?? []) if (TargetKeyId) named.add(TargetKeyId);
  }

  const found = await mapConcurrently(ids, readers, async (keyId): Promise<readonly FoundKey[]> => {
    try {
      const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
      if (key?.KeyManager !== "CUSTOMER" || !descriptions.has(key.Description ?? "")) return [];
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId: keyId, Limit: 50 }));
      return [
        {
          keyId,
          arn: key.Arn ?? keyId,
          description: key.Description ?? "",
          createdMs: key.CreationDate?.getTime() ?? 0,
          isEnabled: key.KeyState === "Enabled",
          hasAlias: named.has(keyId),
          tags: Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])),
        },
      ];
    } catch (error) {
      // a key whose own policy keeps the role out is none of ours; one that is gone by now is of no use
      if (error instanceof Error && ["AccessDeniedException", "NotFoundException"].includes(error.name)) return [];
      throw error;
    }
  });
  return found.flat();
}

const idOf = ({ KeyId }: { readonly KeyId?: string | undefined }) => KeyId ?? [];

async function asking<T>(what: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const use = isOutOfReach(cause)
      ? ""
      : ": if it is denied, apply `bootstrap` again, which gives the role that plans this right";
    throw new Error(
      `could not look for what an interrupted apply has made (${what}): got ${said}; nothing is planned, or it would be made twice${use}`,
      { cause },
    );
  }
}
