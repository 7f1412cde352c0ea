import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { applyBootstrap } from "../../src/bootstrap/apply-bootstrap.ts";
import { fakeTerraform } from "../delivery/support/fake-terraform.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";

const instance = (id: string) => ({
  mode: "managed",
  type: "aws_kms_key",
  name: id,
  instances: [{ attributes: { id } }],
});
const state = (...ids: readonly string[]) => JSON.stringify({ resources: ids.map(instance) });
const plan = JSON.stringify({
  resource_changes: [
    {
      address: "aws_s3_bucket.state",
      mode: "managed",
      type: "aws_s3_bucket",
      name: "state",
      change: { actions: ["create"], before: null, after: { bucket: "states" } },
    },
  ],
});

/** An S3 with one bucket, or none; it answers reads and counts what is still connected to it. */
async function s3(answers: { bucket: number; object?: string }) {
  const server = createServer((request, response) => {
    const isBucket = request.method === "HEAD";
    const code = isBucket ? answers.bucket : answers.object === undefined ? 404 : 200;
    const missing = "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>";
    response.writeHead(code).end(isBucket ? undefined : (answers.object ?? missing));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "testing");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "testing");
  return {
    answers,
    connections: () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count))),
  };
}

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly terraform?: string;
  readonly agrees?: () => boolean;
}

function world({ files = {}, terraform = "", agrees = () => true }: World = {}) {
  const folder = temporaryFolder();
  const work = temporaryFolder();
  const stackFile = join(folder, "cdk.tf.json");
  writeFileSync(
    stackFile,
    JSON.stringify({
      terraform: { backend: { s3: { bucket: "states", key: "state/bootstrap.tfstate", region: "eu-west-2" } } },
    }),
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
  const fake = fakeTerraform(folder, terraform);
  const said: string[] = [];
  return {
    said,
    work,
    files: () => readdirSync(work).toSorted(),
    calls: () =>
      fake
        .calls()
        .split("\n")
        .flatMap((line) => /^call (?:-chdir=\S+ )?(.*)$/.exec(line)?.[1] ?? []),
    apply: () =>
      applyBootstrap({
        stackFile,
        lockFile: join(folder, ".terraform.lock.hcl"),
        workFolder: work,
        owner: { partition: "aws", accountId: "222222222222" },
        env: { ...fake.env },
        say: (...lines) => said.push(...lines),
        agrees: async () => agrees(),
      }),
  };
}
const init = "init -no-color -input=false -reconfigure";
const planned = "plan -no-color -input=false -lock=false -detailed-exitcode -out=bootstrap.tfplan";
const shown = "show -no-color -json bootstrap.tfplan";
const applied = "apply -input=false bootstrap.tfplan";
const shows = `  *show*) echo '${plan}' ;;\n  *\\ plan\\ *) exit 2 ;;`;

test("with the state in its bucket and nothing to change, nothing is changed", async () => {
  const { connections } = await s3({ bucket: 200, object: state("a") });
  const { apply, said, calls, files } = world();

  expect(await apply()).toBe(true);

  expect(said).toEqual(["state: s3://states/state/bootstrap.tfstate", "nothing changes"]);
  expect(calls()).toEqual([init, planned]);
  expect(files()).toEqual(["cdk.tf.json"]);
  await vi.waitFor(async () => expect(await connections()).toBe(0));
});

test("a change is applied once the person agrees, and not otherwise", async () => {
  await s3({ bucket: 200, object: state("a") });
  const lines = ["state: s3://states/state/bootstrap.tfstate", "  create  aws_s3_bucket.state", "1 resource to change"];

  const refused = world({ terraform: shows, agrees: () => false });
  expect(await refused.apply()).toBe(false);
  expect(refused.said).toEqual(lines);
  expect(refused.calls()).toEqual([init, planned, shown]);

  const agreed = world({ terraform: shows });
  expect(await agreed.apply()).toBe(true);
  expect(agreed.said).toEqual(lines);
  expect(agreed.calls()).toEqual([init, planned, shown, applied]);
  expect(agreed.files()).toEqual(["cdk.tf.json"]);
});

test("an apply that fails stays interrupted, and says how to go on", async () => {
  await s3({ bucket: 200, object: state("a") });
  const { apply, files, work } = world({ terraform: `${shows}\n  *\\ apply\\ *) exit 3 ;;` });

  await expect(apply()).rejects.toThrow(
    `terraform apply ended with 3; mend what it says above, then bootstrap again (a lock that a killed run has left: terraform -chdir=${work} force-unlock <its ID>)`,
  );
  expect(files()).toEqual(["applying", "cdk.tf.json"]);
});

test("what an interrupted run has made is taken over, told, and planned again", async () => {
  await s3({ bucket: 200, object: state("a") });
  const { apply, said, calls } = world({ terraform: shows, files: { applying: "" } });

  expect(await apply()).toBe(true);

  expect(said).toEqual([
    "state: s3://states/state/bootstrap.tfstate",
    "looking for what the interrupted run has made; this takes some seconds each",
    "took over aws_s3_bucket.state, which the interrupted run had made: states",
    "  create  aws_s3_bucket.state",
    "1 resource to change",
  ]);
  expect(calls()).toEqual([
    init,
    planned,
    shown,
    "import -input=false -no-color aws_s3_bucket.state states",
    planned,
    shown,
    applied,
  ]);
});

test("what does not exist is not taken over, and the plan stays", async () => {
  await s3({ bucket: 200, object: state("a") });
  const { apply, said, calls } = world({ terraform: `${shows}\n  *import*) exit 1 ;;`, files: { applying: "" } });

  expect(await apply()).toBe(true);

  expect(said.filter((line) => line.startsWith("took over"))).toEqual([]);
  expect(calls().filter((call) => call === planned)).toHaveLength(1);
});

test("a first run keeps the state here, and moves it into the bucket that it has made", async () => {
  const { answers } = await s3({ bucket: 404 });
  const migrate = "init -no-color -input=false -migrate-state -force-copy -lock=false";
  const { apply, said, calls, files } = world({
    terraform: `${shows}\n  *\\ apply\\ *) echo '${state("a")}' >"\${1#-chdir=}/terraform.tfstate" ;;`,
    agrees: () => Boolean(Object.assign(answers, { bucket: 200, object: state("a", "b") })),
  });

  expect(await apply()).toBe(true);

  expect(said).toEqual([
    "first run: the state stays here until its bucket exists",
    "  create  aws_s3_bucket.state",
    "1 resource to change",
    "the state is in s3://states/state/bootstrap.tfstate",
  ]);
  expect(calls()).toEqual([init, planned, shown, applied, migrate]);
  expect(files()).toEqual(["cdk.tf.json"]);
});

test("a state that did not arrive whole stays here", async () => {
  await s3({ bucket: 404 });
  const { apply, said, files, work } = world({ files: { "terraform.tfstate": state("a") } });

  await expect(apply()).rejects.toThrow(
    `got no state of this run in s3://states/state/bootstrap.tfstate; it is kept in ${work}, use bootstrap again`,
  );
  expect(said).toEqual(["going on with the state of an earlier run", "nothing changes"]);
  expect(files()).toEqual(["cdk.tf.json", "kept.tfstate", "terraform.tfstate"]);
});

test("a state that Terraform could not write comes first, and a bucket without its state stops", async () => {
  await s3({ bucket: 200 });
  const unsaved = world({ files: { "errored.tfstate": "{}" } });
  const alone = world();

  await expect(unsaved.apply()).rejects.toThrow(
    `got a state that could not be written in ${unsaved.work}/errored.tfstate; use \`terraform -chdir=${unsaved.work} state push errored.tfstate\`, remove the file, then bootstrap again`,
  );
  await expect(alone.apply()).rejects.toThrow("got a bucket states without a state");
  expect([...unsaved.calls(), ...alone.calls()]).toEqual([]);
});

test("a state that has arrived is dropped here, and a bucket of somebody else is named", async () => {
  const { answers } = await s3({ bucket: 200, object: state("a", "b") });
  const arrived = world({ files: { "terraform.tfstate": state("a"), "kept.tfstate": state("a") } });

  expect(await arrived.apply()).toBe(true);
  expect(arrived.files()).toEqual(["cdk.tf.json"]);

  answers.bucket = 403;
  await expect(world().apply()).rejects.toThrow(
    /^got \w+ \(.*\) from s3:\/\/states\/state\/bootstrap\.tfstate; use administrator credentials of the shared account, and a name in organization\.yaml that gives a bucket nobody else has$/,
  );
});
