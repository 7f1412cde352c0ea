import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { awsClient } from "../../outside/aws-client.ts";
import { isOutOfReach } from "../../outside/out-of-reach.ts";
import { awsPatience, type Patience } from "../../outside/patience.ts";
import { readObject } from "../../outside/read-object.ts";
import type { Environment } from "../terraform/offline-environment.ts";
import type { ObjectStore } from "./object-store.ts";
import type { StateBucket } from "./state-bucket.ts";

/**
 * Objects in the state bucket, by the credentials of the environment. `AWS_ENDPOINT_URL_S3` leads to another S3 than
 * AWS's.
 */
export function s3Store(
  { bucket, region }: StateBucket,
  env: Environment = process.env,
  own: Partial<Patience> = {},
): ObjectStore {
  const patience: Patience = { ...awsPatience, ...own };
  const elsewhere = env["AWS_ENDPOINT_URL_S3"] || env["AWS_ENDPOINT_URL"];
  // an endpoint that is no AWS has no host name a bucket
  const place = { region, ...(elsewhere && { endpoint: elsewhere, forcePathStyle: true }) };
  const client = awsClient(S3Client, place, patience);
  const at = (key: string) => `s3://${bucket}/${key}`;

  const list = async (prefix: string) => {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.sort();
  };

  const get = async (key: string): Promise<Buffer | null> => {
    try {
      return await readObject(client, { bucket, key, region }, patience);
    } catch (error) {
      if (nameOf(error) === "NoSuchKey") return null;
      // to who may list only some prefixes, S3 may call what is not there denied
      const isThere = nameOf(error) !== "AccessDenied" || (await list(key).catch(() => [key])).includes(key);
      return isThere ? rethrow(`read ${at(key)}`)(error) : null;
    }
  };

  return {
    list: (prefix) => list(prefix).catch(rethrow(`list ${at(prefix)}`)),
    get,
    async putNew(key, body) {
      try {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, IfNoneMatch: "*" }));
        return "kept";
      } catch (error) {
        if (nameOf(error) !== "PreconditionFailed" && nameOf(error) !== "ConditionalRequestConflict")
          return rethrow(`write ${at(key)}`)(error);
        // it may be this one, of which the answer was lost
        const isOwn = triesOf(error) > 1 && (await get(key))?.equals(Buffer.from(body)) === true;
        return isOwn ? "kept" : "exists";
      }
    },
    async put(key, body) {
      await client
        .send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
        .catch(rethrow(`write ${at(key)}`));
    },
  };
}

const triesOf = (error: unknown) => (error as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");

const rethrow =
  (what: string) =>
  (cause: unknown): never => {
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const use = isOutOfReach(cause) ? "" : "; use the role of this job, and a bucket that `bootstrap` made";
    throw new Error(`could not ${what}: got ${said}${use}`, { cause });
  };
