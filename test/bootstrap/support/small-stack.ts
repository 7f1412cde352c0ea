import { resolve } from "node:path";
import { bucket, key } from "./shared-account.ts";

const node = JSON.stringify(process.execPath);
const makeBucket = JSON.stringify(resolve("test/bootstrap/support/make-bucket.mjs"));

/**
 * A stack like the bootstrap one, without the provider that takes seconds to start: the bucket of its own state, and what
 * notes in `made` that it was made. Between them Terraform can be made to wait.
 */
export const smallStack = (made: string, names: readonly string[]): string =>
  JSON.stringify({
    terraform: { backend: { s3: { bucket, key, region: "eu-west-2", encrypt: true, use_lockfile: true } } },
    resource: {
      terraform_data: {
        bucket: making(`${node} ${makeBucket} ${bucket} && echo bucket >>${made}`),
        pause: {
          ...making(`[ -z "$PAUSE" ] || { touch "$PAUSE"; sleep 60; }; echo pause >>${made}`),
          depends_on: ["terraform_data.bucket"],
        },
        ...Object.fromEntries(
          names.map((name) => [name, { ...making(`echo ${name} >>${made}`), depends_on: ["terraform_data.pause"] }]),
        ),
      },
    },
  });

const making = (command: string) => ({ provisioner: { "local-exec": { command } } });
