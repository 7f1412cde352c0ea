import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { awsClient } from "../outside/aws-client.ts";
import { isOutOfReach } from "../outside/out-of-reach.ts";
import { awsPatience, type Patience } from "../outside/patience.ts";
import { readObject } from "../outside/read-object.ts";
import { markOf, type StateMark } from "./state-mark.ts";

/** Where a stack keeps its state, as its Terraform JSON says. */
export interface StatePlace {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** The state in the bucket. @throws when S3 does not tell */
export async function remoteState(
  { bucket, key, region }: StatePlace,
  own: Partial<Patience> = {},
): Promise<StateMark | "no bucket" | "no state"> {
  const patience: Patience = { ...awsPatience, ...own };
  const s3 = awsClient(S3Client, { region }, patience);
  try {
    // asked before the object: who may not list a bucket is told that an object is forbidden, not that it is missing
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return markOf((await readObject(s3, { bucket, key, region }, patience)).toString("utf8"));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === "NotFound" || name === "NoSuchBucket") return "no bucket";
    if (name === "NoSuchKey") return "no state";
    if (isOutOfReach(error)) throw new Error(`s3://${bucket}/${key}: got ${name}: ${message}`, { cause: error });
    throw new Error(
      `got ${name} (${message}) from s3://${bucket}/${key}; use administrator credentials of the shared account, and a name in organization.yaml that gives a bucket nobody else has`,
    );
  } finally {
    s3.destroy();
  }
}
