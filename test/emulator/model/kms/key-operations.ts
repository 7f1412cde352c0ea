import type * as aws from "@aws-sdk/client-kms";
import type { Access, Caller, Context, Target } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import { keyTarget } from "../backup/key-target.ts";
import { uuidOf } from "../backup/random.ts";
import type { Key, Kms } from "../kms.ts";
import type { Document } from "../policy-document.ts";
import { bypassContext, requireNoLockOut } from "./lock-out.ts";
import { namedKey } from "./named-key.ts";

export interface KeyOperationsProps {
  readonly kms: Kms;
  readonly access: Access;
  /** Asks as somebody whom nothing but the key's policy limits. */
  readonly policyAlone: Access;
}

/** Keys and their policies, as callers ask for them. */
export class KeyOperations {
  readonly #props: KeyOperationsProps;

  constructor(props: KeyOperationsProps) {
    this.#props = props;
  }

  async createKey(
    caller: Caller,
    region: string,
    input: aws.CreateKeyCommandInput,
  ): Promise<{ readonly KeyMetadata: aws.KeyMetadata }> {
    const { kms, access } = this.#props;
    const { accountId } = caller;
    const tags = Object.fromEntries((input.Tags ?? []).map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
    const context: Context =
      Object.keys(tags).length === 0
        ? {}
        : {
            ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
            "aws:TagKeys": Object.keys(tags),
          };
    const id = uuidOf(`key ${kms.all().length} ${accountId} ${region}`);
    const key: Key = {
      arn: `arn:aws:kms:${region}:${accountId}:key/${id}`,
      accountId,
      region,
      policy: input.Policy === undefined ? usualPolicy(accountId) : parsed(input.Policy),
      aliases: [],
      tags,
      state: "Enabled",
      deletedAt: null,
      isAwsManaged: false,
    };
    const bypass = bypassContext(input.BypassPolicyLockoutSafetyCheck);
    const anything = { arn: "*", accountId, policy: null };
    await access.require(caller, "kms:CreateKey", anything, { ...context, ...bypass });
    const bare = { ...key, tags: {} };
    if (input.Tags !== undefined && input.Tags.length > 0) {
      await access.require(caller, "kms:TagResource", keyTarget(bare), context);
    }
    if (!input.BypassPolicyLockoutSafetyCheck) await this.requireNoLockOut(caller, keyTarget(bare), key.policy);
    kms.put(key);
    return { KeyMetadata: { KeyId: id, Arn: key.arn, AWSAccountId: accountId, KeyState: "Enabled" } };
  }

  async putKeyPolicy(caller: Caller, region: string, input: aws.PutKeyPolicyCommandInput): Promise<void> {
    const { kms, access } = this.#props;
    const key = namedKey(kms, caller, region, input.KeyId);
    // docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html: no cross-account use
    if (key.accountId !== caller.accountId) throw new AwsError("NotFoundException", `Key '${key.arn}' does not exist`);
    const bypass = bypassContext(input.BypassPolicyLockoutSafetyCheck);
    await access.require(caller, "kms:PutKeyPolicy", keyTarget(key), bypass);
    const policy = parsed(input.Policy);
    if (!input.BypassPolicyLockoutSafetyCheck) await this.requireNoLockOut(caller, keyTarget(key), policy);
    kms.put({ ...namedKey(kms, caller, region, input.KeyId), policy });
  }

  /** @throws AwsError when the caller would lock themselves out of it */
  requireNoLockOut(caller: Caller, key: Target, policy: Document): Promise<void> {
    return requireNoLockOut(this.#props.policyAlone, caller, key, policy);
  }
}

/** docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const usualPolicy = (accountId: string): Document => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Enable IAM User Permissions",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
});

function parsed(text: string | undefined): Document {
  try {
    const document = JSON.parse(text ?? "") as Partial<Document>;
    if (Array.isArray(document.Statement)) return document as Document;
  } catch {
    // refused below
  }
  throw new AwsError("MalformedPolicyDocumentException", "The new key policy is malformed");
}
