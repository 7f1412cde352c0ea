import type { Caller, Context, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import type { S3Buckets } from "../s3-buckets.ts";
import { s3Request } from "../s3-request.ts";
import type { WireRequest } from "../wire-request.ts";
import type { Check, Mapped } from "./check.ts";
import { keyTarget } from "./kms.ts";

export function mapS3(request: WireRequest, caller: Caller, cloud: Cloud, buckets: S3Buckets): Mapped {
  const { operation, action, bucket, key } = s3Request(request);
  const known = buckets.get(bucket);
  const accountId = known?.accountId ?? caller.accountId;
  if (action === null) return { operation, checks: null, accountId };
  const at = (object: string): Target => ({
    arn: bucket === "" ? "*" : `arn:aws:s3:::${bucket}${object === "" ? "" : `/${object}`}`,
    accountId,
    policy: known?.policy ? { name: `policy of the bucket ${bucket}`, document: known.policy } : null,
  });
  if (operation === "DeleteObjects") return { operation, checks: deletions(request, at), accountId };

  const checks: Check[] = [{ action, target: at(key), context: contextOf(request) }];
  const keyId = isWriting(operation) ? (request.headers[keyHeader] ?? known?.keyId ?? null) : null;
  if (keyId !== null && known) {
    checks.push(viaS3("kms:GenerateDataKey", keyTarget(cloud, known, known.region, keyId), known.region));
  }
  return { operation, checks, accountId };
}

/** The header that names the key of an object, in requests and answers. */
export const keyHeader = "x-amz-server-side-encryption-aws-kms-key-id";

/** What S3 does with a key for whoever asks for an object. */
export const viaS3 = (action: string, target: Target, region: string): Check => ({
  action,
  target,
  context: { "kms:ViaService": `s3.${region}.amazonaws.com`, "aws:ViaAWSService": "true" },
});

const isWriting = (operation: string) => operation === "PutObject" || operation === "CreateMultipartUpload";

function contextOf({ query, headers }: WireRequest): Context {
  const encryption = headers["x-amz-server-side-encryption"];
  return {
    ...(query.has("prefix") ? { "s3:prefix": query.get("prefix") ?? "" } : {}),
    ...(query.has("delimiter") ? { "s3:delimiter": query.get("delimiter") ?? "" } : {}),
    ...(query.has("versionId") ? { "s3:VersionId": query.get("versionId") ?? "" } : {}),
    ...(encryption === undefined ? {} : { "s3:x-amz-server-side-encryption": encryption }),
  };
}

/** S3 decides object by object; here one that may not be deleted saves them all. */
function deletions({ body }: WireRequest, at: (key: string) => Target): readonly Check[] {
  return [...body.toString("utf8").matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = ""]) => {
    const key = /<Key>(.*?)<\/Key>/s.exec(object)?.[1] ?? "";
    const action = object.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
    return { action, target: at(key) };
  });
}
