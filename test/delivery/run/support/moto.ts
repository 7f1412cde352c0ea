import { CreateBucketCommand, DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import { findTerraform } from "../../../../src/delivery/terraform/terraform.ts";
import { type MotoServer, missingMotoServer, startMotoServer } from "../../../emulator/server/moto-server.ts";

/**
 * What has to be installed before tests can run Terraform with state in S3; `undefined` when nothing has to.
 *
 * @throws with `CI` set, where a skipped test would prove nothing
 */
export async function missingPipelineTools(): Promise<string | undefined> {
  const terraform = await findTerraform();
  const missing = "missing" in terraform ? terraform.missing : await missingMotoServer();
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) console.warn(`tests that keep state in S3 are skipped: ${missing}`);
  return missing;
}

const region = "eu-west-2";

/** An S3 of their own for the tests of a file, which the environment of this process leads to. */
export function useMoto() {
  let server: MotoServer | undefined;
  let buckets = 0;

  beforeAll(async () => {
    server = await startMotoServer();
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL_S3: server.url,
      AWS_ACCESS_KEY_ID: "test-key-of-nobody",
      AWS_SECRET_ACCESS_KEY: "test-secret-of-nobody",
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
      TF_CLI_CONFIG_FILE: undefined,
    })) {
      vi.stubEnv(name, value);
    }
  });
  afterAll(() => {
    server?.stop();
    vi.unstubAllEnvs();
  });

  const client = () =>
    new S3Client({ region, endpoint: process.env["AWS_ENDPOINT_URL_S3"] ?? "", forcePathStyle: true });
  return {
    region,
    /** A new empty bucket. */
    async bucket(name = `states-${++buckets}`): Promise<string> {
      await client().send(
        new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: region } }),
      );
      return name;
    },
    async remove(bucket: string, key: string) {
      await client().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
