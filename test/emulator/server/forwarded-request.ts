import type { Caller } from "../model/access.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Mapped } from "./forwarded/check.ts";
import { mapEvents } from "./forwarded/events.ts";
import { mapIam } from "./forwarded/iam.ts";
import { operationInTarget } from "./forwarded/json-input.ts";
import { mapKms } from "./forwarded/kms.ts";
import { mapS3 } from "./forwarded/s3.ts";
import { mapSns } from "./forwarded/sns.ts";
import type { S3Buckets } from "./s3-buckets.ts";
import type { WireRequest } from "./wire-request.ts";

/** What has to be allowed before a request may be handed on to moto. */
export function mapForwarded(request: WireRequest, caller: Caller, cloud: Cloud, buckets: S3Buckets): Mapped {
  switch (request.service) {
    case "iam":
      return mapIam(request, caller, cloud);
    case "kms":
      return mapKms(request, caller, cloud);
    case "s3":
      return mapS3(request, caller, cloud, buckets);
    case "sns":
      return mapSns(request, caller, cloud);
    case "events":
      return mapEvents(request, caller, cloud);
    default:
      return { operation: request.form.get("Action") ?? operationInTarget(request.headers), checks: null };
  }
}
