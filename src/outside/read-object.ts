import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { outOfReach } from "./out-of-reach.ts";
import type { Patience } from "./patience.ts";
import { within } from "./within.ts";

/**
 * An object as a whole, in the time that a question has: the client alone waits no longer than for its beginning.
 *
 * @throws as the client does
 */
export function readObject(
  client: S3Client,
  { bucket, key, region }: { readonly bucket: string; readonly key: string; readonly region: string },
  { totalMs }: Patience,
): Promise<Buffer> {
  const asked = `S3 in ${region} was asked for GetObject`;
  const late = () => outOfReach(`no whole answer within ${totalMs / 1000} s`, asked, "TimeoutError");
  return within(totalMs, late, async (abortSignal) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
    try {
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (cause) {
      // the connection went in the middle of it
      throw outOfReach("an answer that ended too soon", asked, "TimeoutError", cause);
    }
  });
}
