import type { WireRequest } from "./wire-request.ts";

/** What a request to S3 asks for. */
export interface S3Request {
  /** AWS's name of the operation, such as `PutObject`. */
  readonly operation: string;
  /** The permissions that it takes, such as `s3:PutObject`; `null`: nobody has looked them up. */
  readonly action: string | null;
  /** Empty: it is about no bucket. */
  readonly bucket: string;
  /** Empty: it is about no object. */
  readonly key: string;
}

/** Configurations of a bucket, by the name they have in the query string, and the middle of their actions' names. */
const configurations: Readonly<Record<string, string>> = {
  accelerate: "AccelerateConfiguration",
  acl: "BucketAcl",
  cors: "BucketCORS",
  encryption: "EncryptionConfiguration",
  lifecycle: "LifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  notification: "BucketNotification",
  "object-lock": "BucketObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "BucketPublicAccessBlock",
  replication: "ReplicationConfiguration",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

/** Names of operations that differ from those of their actions. */
const operationNames: Readonly<Record<string, string>> = {
  AccelerateConfiguration: "BucketAccelerateConfiguration",
  BucketCORS: "BucketCors",
  BucketObjectLockConfiguration: "ObjectLockConfiguration",
  BucketPublicAccessBlock: "PublicAccessBlock",
  EncryptionConfiguration: "BucketEncryption",
  LifecycleConfiguration: "BucketLifecycleConfiguration",
  ReplicationConfiguration: "BucketReplication",
};

const verbs: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };

/**
 * Reads a request that names its bucket in the path, as clients do when they are sent to an IP address.
 * Which permission is needed: docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function s3Request(request: WireRequest): S3Request {
  const [bucket = "", ...rest] = request.path.slice(1).split("/").map(decodeURIComponent);
  const key = rest.join("/");
  const at = { bucket, key };
  if (bucket === "") return { ...at, operation: "ListBuckets", action: "s3:ListAllMyBuckets" };
  return { ...at, ...(key === "" ? onBucket(request) : onObject(request)) };
}

type Named = Pick<S3Request, "operation" | "action">;

function onBucket({ method, query }: WireRequest): Named {
  const [name] = Object.keys(configurations).filter((one) => query.has(one));
  const verb = verbs[method];
  if (name !== undefined && verb !== undefined) {
    const configuration = configurations[name] ?? "";
    const operation = `${verb}${operationNames[configuration] ?? configuration}`;
    return { operation, action: `s3:${actionVerb(verb, configuration)}${configuration}` };
  }
  if (method === "POST" && query.has("delete")) return { operation: "DeleteObjects", action: "s3:DeleteObject" };
  if (method === "GET" && query.has("versions")) {
    return { operation: "ListObjectVersions", action: "s3:ListBucketVersions" };
  }
  if (method === "GET" && query.has("uploads")) {
    return { operation: "ListMultipartUploads", action: "s3:ListBucketMultipartUploads" };
  }
  if (method === "GET") {
    return { operation: query.has("list-type") ? "ListObjectsV2" : "ListObjects", action: "s3:ListBucket" };
  }
  if (method === "HEAD") return { operation: "HeadBucket", action: "s3:ListBucket" };
  if (method === "PUT") return { operation: "CreateBucket", action: "s3:CreateBucket" };
  if (method === "DELETE") return { operation: "DeleteBucket", action: "s3:DeleteBucket" };
  return { operation: `${method} bucket`, action: null };
}

// what takes a configuration away takes the permission to set it, but for these two
function actionVerb(verb: string, configuration: string): string {
  return verb === "Delete" && !["BucketPolicy", "BucketWebsite"].includes(configuration) ? "Put" : verb;
}

function onObject({ method, query, headers }: WireRequest): Named {
  const version = query.has("versionId") ? "Version" : "";
  if (query.has("tagging")) {
    const verb = verbs[method] ?? method;
    return { operation: `${verb}ObjectTagging`, action: `s3:${verb}Object${version}Tagging` };
  }
  if (["acl", "retention", "legal-hold", "torrent", "attributes"].some((one) => query.has(one))) {
    return { operation: `${method} object configuration`, action: null };
  }
  if (method === "GET" && query.has("uploadId")) {
    return { operation: "ListParts", action: "s3:ListMultipartUploadParts" };
  }
  if (method === "GET") return { operation: "GetObject", action: `s3:GetObject${version}` };
  if (method === "HEAD") return { operation: "HeadObject", action: `s3:GetObject${version}` };
  if (method === "DELETE" && query.has("uploadId")) {
    return { operation: "AbortMultipartUpload", action: "s3:AbortMultipartUpload" };
  }
  if (method === "DELETE") return { operation: "DeleteObject", action: `s3:DeleteObject${version}` };
  if (method === "PUT" && headers["x-amz-copy-source"] !== undefined) return { operation: "CopyObject", action: null };
  if (method === "PUT" || method === "POST") return { operation: writing(method, query), action: "s3:PutObject" };
  return { operation: `${method} object`, action: null };
}

function writing(method: string, query: URLSearchParams): string {
  if (query.has("partNumber")) return "UploadPart";
  if (query.has("uploads")) return "CreateMultipartUpload";
  return method === "POST" ? "CompleteMultipartUpload" : "PutObject";
}
