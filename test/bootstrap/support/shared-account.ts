import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { temporaryFolder } from "../../delivery/support/temporary-folder.ts";
import { bundleOf } from "../../support/bundle.ts";
import { exampleConfig } from "../../support/example-config.ts";
import { startMoto } from "./moto.ts";

const programs = () =>
  bundleOf("test/bootstrap/support/run-bootstrap.ts", "test/bootstrap/support/run-apply-bootstrap.ts");
const region = "eu-west-2";
/** The state's bucket of the example. */
export const bucket = "lockstep-state-acme-222222222222";
export const key = "state/bootstrap/bootstrap.tfstate";

/** What a run came to: what a person sees, and the steps of Terraform that were run. */
export interface Run {
  readonly end: number | NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly steps: readonly string[];
}

/** The example's shared account, empty, and a folder to bootstrap it from. */
export async function emptySharedAccount() {
  const [folder, endpoint] = [temporaryFolder(), await startMoto()];
  const credentials = await sessionIn(endpoint, "222222222222");
  const s3 = new S3Client({ region, endpoint, credentials, forcePathStyle: true });

  const file = (name: string) => join(folder, name);
  const [bin, work, calls] = [file("bin"), file(".lockstep/bootstrap"), file("calls")];
  mkdirSync(bin);
  copyFileSync("test/bootstrap/support/terraform.mjs", join(bin, "terraform"));
  chmodSync(join(bin, "terraform"), 0o755);
  writeFileSync(file("mirror.tfrc"), mirrorConfig((await findProviderMirror())?.folder ?? ""));
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    REAL_TERRAFORM: realTerraform(),
    CALLS: calls,
    PAUSED: file("paused"),
    TF_CLI_CONFIG_FILE: file("mirror.tfrc"),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };

  function run(program: string, argument: string, own: Readonly<Record<string, string>>, input: string): Run {
    writeFileSync(calls, "");
    const args = ["--no-warnings", join(programs(), `${program}.mjs`), argument];
    const options = { cwd: folder, encoding: "utf8", input, env: { ...env, ...own } } as const;
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, options);
    const steps = readFileSync(calls, "utf8").trim().split("\n");
    return { end: status ?? signal, out: stdout, err: stderr, steps };
  }

  return {
    file,
    /** The command, for the example, with what a person types; Terraform gets another stack if there is one. */
    bootstrap: (typed = "", instead = "") => run("run-bootstrap", resolve(exampleConfig), { INSTEAD: instead }, typed),
    /** What the command does with its stack, killed at a step if there is one named. */
    apply: (stackFile: string, kill = "") => run("run-apply-bootstrap", stackFile, { KILL: kill }, ""),
    /** Terraform by hand. @returns its exit code */
    terraform: (...args: readonly string[]) => spawnSync("terraform", args, { cwd: folder, env }).status,
    /** The state in the bucket; `null`: there is none. */
    async remoteState() {
      const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(() => null);
      const text = await got?.Body?.transformToString();
      return text === undefined ? null : stateIn(text);
    },
    /** Files in which Terraform or the command keep a state. */
    localStates: () => (existsSync(work) ? readdirSync(work).filter((name) => name.includes("tfstate")) : []),
  };
}

function stateIn(text: string) {
  const { serial, resources } = JSON.parse(text) as {
    readonly serial: number;
    readonly resources: readonly { readonly type: string; readonly name: string }[];
  };
  return { serial, addresses: resources.map(({ type, name }) => `${type}.${name}`).sort() };
}

/** Credentials of an account: moto takes them from the role's ARN, whether or not there is such a role. */
export async function sessionIn(endpoint: string, accountId: string, role = "admin") {
  const sts = new STSClient({ region, endpoint, credentials: { accessKeyId: "any", secretAccessKey: "any" } });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${role}`, RoleSessionName: "test" }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

function realTerraform(): string {
  const path = process.env.PATH?.split(":").map((folder) => join(folder, "terraform")) ?? [];
  return path.find((file) => existsSync(file)) ?? "terraform";
}
