import { AwsError } from "../model/aws-error.ts";
import type { WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const sizeHeader = "x-amz-transition-default-minimum-object-size";

/**
 * Lifecycle configurations of buckets, given back as they were put: moto changes them on the way, and the provider waits
 * until they are the same.
 */
export class S3Lifecycles {
  readonly #configurations = new Map<string, { readonly xml: string; readonly size: string }>();

  /** `null`: the request is about something else. @throws AwsError when there is none */
  answer(operation: string, bucket: string, { body, headers }: WireRequest): WireAnswer | null {
    if (operation === "PutBucketLifecycleConfiguration") {
      const size = headers[sizeHeader] ?? "all_storage_classes_128K";
      this.#configurations.set(bucket, { xml: body.toString("utf8"), size });
      return { status: 200, headers: { [sizeHeader]: size }, body: "" };
    }
    if (operation === "DeleteBucketLifecycleConfiguration") {
      this.#configurations.delete(bucket);
      return { status: 204, headers: {}, body: "" };
    }
    if (operation !== "GetBucketLifecycleConfiguration") return null;
    const kept = this.#configurations.get(bucket);
    if (!kept) throw new AwsError("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404);
    return { status: 200, headers: { "content-type": "application/xml", [sizeHeader]: kept.size }, body: kept.xml };
  }
}
