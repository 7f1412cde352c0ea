import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { CreateBucketCommand, DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import { findTerraform } from "../../../../src/delivery/terraform.ts";

/**
 * What has to be installed before tests can run Terraform with state in S3; `undefined` when nothing has to.
 *
 * @throws with `CI` set, where a skipped test would prove nothing
 */
export async function missingPipelineTools(): Promise<string | undefined> {
  const terraform = await findTerraform();
  const missing = "missing" in terraform ? terraform.missing : (await hasMoto()) ? undefined : noMoto;
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) console.warn(`tests that keep state in S3 are skipped: ${missing}`);
  return missing;
}

const noMoto = "got no moto_server on the PATH; run `pip install 'moto[server]'`";

const hasMoto = () =>
  new Promise<boolean>((resolve) => {
    const child = spawn("moto_server", ["--help"], { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });

const region = "eu-west-2";

/** An S3 of their own for the tests of a file, which the environment of this process leads to. */
export function useMoto() {
  let server: ChildProcess | undefined;
  let buckets = 0;

  beforeAll(async () => {
    const port = await freePort();
    // a group of its own: the command may be a wrapper
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore", detached: true });
    const address = `http://127.0.0.1:${port}`;
    while (!(await fetch(`${address}/moto-api/data.json`).catch(() => undefined))?.ok) {
      if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL_S3: address,
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
    if (server?.pid !== undefined) process.kill(-server.pid, "SIGKILL");
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
