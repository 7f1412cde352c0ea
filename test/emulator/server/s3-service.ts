import type { Access, Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import { keyTarget } from "./forwarded/kms.ts";
import { keyHeader, viaS3 } from "./forwarded/s3.ts";
import { S3Buckets } from "./s3-buckets.ts";
import { S3Lifecycles } from "./s3-lifecycles.ts";
import { s3Request } from "./s3-request.ts";
import { requestId, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

export interface S3Props {
  readonly cloud: Cloud;
  readonly forward: (request: WireRequest, accountId: string) => Promise<WireAnswer>;
}

/**
 * S3: moto's, except for what moto does otherwise. It denies whatever a bucket policy denies to somebody under some
 * condition, so bucket policies stay here, and who may is decided before moto is asked.
 */
export class S3Service {
  readonly buckets = new S3Buckets();
  readonly #cloud: Cloud;
  readonly #access: Access;
  readonly #forward: S3Props["forward"];
  readonly #lifecycles = new S3Lifecycles();

  constructor({ cloud, forward }: S3Props) {
    this.#cloud = cloud;
    this.#access = cloud.access;
    this.#forward = forward;
  }

  /** A request that is allowed already, but for the key of what it reads. */
  async answer(caller: Caller, request: WireRequest): Promise<WireAnswer> {
    const { operation, bucket } = s3Request(request);
    const owner = this.buckets.get(bucket)?.accountId ?? caller.accountId;
    const mended = this.#policy(operation, bucket, request) ?? this.#lifecycles.answer(operation, bucket, request);
    if (mended) return mended;
    const answer = await this.#forward(request, owner);
    if (answer.status < 300) this.#remember(operation, bucket, caller, request);
    if (operation === "GetObject") await this.#requireKey(caller, bucket, answer);
    return answer;
  }

  #policy(operation: string, name: string, { body }: WireRequest): WireAnswer | null {
    const bucket = this.buckets.get(name);
    if (!bucket) return null;
    if (operation === "PutBucketPolicy") {
      this.buckets.change(name, { policy: parsed(body.toString("utf8")) });
      return { status: 204, headers: {}, body: "" };
    }
    if (operation === "DeleteBucketPolicy") {
      this.buckets.change(name, { policy: null });
      return { status: 204, headers: {}, body: "" };
    }
    if (operation !== "GetBucketPolicy") return null;
    if (!bucket.policy) throw new AwsError("NoSuchBucketPolicy", "The bucket policy does not exist", 404);
    const headers = { "content-type": "application/json", "x-amz-request-id": requestId };
    return { status: 200, headers, body: JSON.stringify(bucket.policy) };
  }

  #remember(operation: string, bucket: string, { accountId }: Caller, { body, region }: WireRequest): void {
    if (operation === "CreateBucket") {
      const chosen = /<LocationConstraint>(.*?)<\/LocationConstraint>/.exec(body.toString("utf8"))?.[1];
      this.buckets.add(bucket, accountId, chosen ?? region);
    }
    if (operation === "DeleteBucket") this.buckets.delete(bucket);
    if (operation === "DeleteBucketEncryption") this.buckets.change(bucket, { keyId: null });
    if (operation === "PutBucketEncryption") {
      const keyId = /<KMSMasterKeyID>(.*?)<\/KMSMasterKeyID>/.exec(body.toString("utf8"))?.[1] ?? null;
      this.buckets.change(bucket, { keyId });
    }
  }

  /** @throws AwsError when the caller may not use the key of the object that S3 found */
  async #requireKey(caller: Caller, bucket: string, { headers }: WireAnswer): Promise<void> {
    const [keyId, known] = [headers[keyHeader], this.buckets.get(bucket)];
    if (keyId === undefined || !known) return;
    const { action, target, context } = viaS3(
      "kms:Decrypt",
      keyTarget(this.#cloud, known, known.region, keyId),
      known.region,
    );
    await this.#access.require(caller, action, target, context);
  }
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'");
  }
}
