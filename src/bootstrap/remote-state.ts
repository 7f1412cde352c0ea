import { GetObjectCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { markOf, type StateMark } from "./state-mark.ts";

/** Where a stack keeps its state, as its Terraform JSON says. */
export interface StatePlace {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** The state in the bucket. @throws when S3 does not tell */
export async function remoteState({ bucket, key, region }: StatePlace): Promise<StateMark | "no bucket" | "no state"> {
  const s3 = new S3Client({ region });
  try {
    // asked before the object: who may not list a bucket is told that an object is forbidden, not that it is missing
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return markOf((await Body?.transformToString()) ?? "");
  } catch (error) {
    const { name, message } = error as Error;
    if (name === "NotFound" || name === "NoSuchBucket") return "no bucket";
    if (name === "NoSuchKey") return "no state";
    throw new Error(
      `got ${name} (${message}) from s3://${bucket}/${key}; use administrator credentials of the shared account, and a name in organization.yaml that gives a bucket nobody else has`,
    );
  } finally {
    s3.destroy();
  }
}
