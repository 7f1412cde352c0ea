import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type GrantListEntry,
  type KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import type { Grant } from "../model/kms/grant.ts";
import type { Key, Kms } from "../model/kms.ts";
import type { Moto } from "./moto.ts";
import { parsedDocument } from "./parsed-document.ts";

/**
 * Hands the keys that were made over the wire to the model, which decides by them. Keys that the world was set up with
 * are known to the model alone: nobody can manage them over the wire.
 */
export class KmsMirror {
  readonly #kms: Kms;
  readonly #moto: Moto;
  readonly #written = new Map<string, { readonly accountId: string; readonly region: string }>();
  /** ARNs of the keys that came from moto, by account and Region. */
  readonly #mirrored = new Map<string, readonly string[]>();

  constructor(kms: Kms, moto: Moto) {
    this.#kms = kms;
    this.#moto = moto;
  }

  /** Says that a request has changed something in an account and Region. */
  written(accountId: string, region: string): void {
    this.#written.set(`${accountId} ${region}`, { accountId, region });
  }

  /** Makes the model know it. Not to be called twice at once. */
  async settle(): Promise<void> {
    for (const [place, { accountId, region }] of [...this.#written]) {
      this.#written.delete(place);
      const keys = await keysOf(this.#moto.kms(accountId, region), accountId, region);
      for (const arn of this.#mirrored.get(place) ?? []) this.#kms.delete(arn);
      for (const key of keys) this.#kms.put(key);
      this.#mirrored.set(
        place,
        keys.map(({ arn }) => arn),
      );
    }
  }
}

async function keysOf(client: KMSClient, accountId: string, region: string): Promise<readonly Key[]> {
  const { Keys = [] } = await client.send(new ListKeysCommand({ Limit: 1000 }));
  const { Aliases = [] } = await client.send(new ListAliasesCommand({ Limit: 100 }));
  return Promise.all(
    Keys.map(async ({ KeyId = "", KeyArn: arn = "" }) => {
      const [described, { Policy = "{}" }, { Tags = [] }, { Grants = [] }] = await Promise.all([
        client.send(new DescribeKeyCommand({ KeyId })),
        client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
        client.send(new ListResourceTagsCommand({ KeyId })),
        client.send(new ListGrantsCommand({ KeyId })),
      ]);
      const { KeyState, DeletionDate, KeyManager } = described.KeyMetadata ?? {};
      return {
        arn,
        accountId,
        region,
        policy: parsedDocument(Policy),
        aliases: Aliases.filter(({ TargetKeyId }) => TargetKeyId === KeyId).map(({ AliasName = "" }) => AliasName),
        tags: Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])),
        state: KeyState === "Enabled" || KeyState === "PendingDeletion" ? KeyState : ("Disabled" as const),
        deletedAt: DeletionDate?.getTime() ?? null,
        isAwsManaged: KeyManager === "AWS",
        grants: Grants.map((grant) => grantOf(grant, accountId)),
      };
    }),
  );
}

/** moto tells neither who made a grant nor when: the account of the key, then, and long ago. */
const grantOf = (grant: GrantListEntry, accountId: string): Grant => ({
  id: grant.GrantId ?? "",
  name: grant.Name ?? null,
  granteePrincipal: grant.GranteePrincipal ?? "",
  retiringPrincipal: grant.RetiringPrincipal ?? null,
  operations: grant.Operations ?? [],
  constraints: grant.Constraints ?? {},
  issuingAccountId: accountId,
  createdAt: 0,
});
