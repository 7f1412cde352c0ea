import { expect, test } from "vitest";
import { accountReader } from "../../../src/delivery/takeover/account-reader.ts";
import { finder } from "../../../src/delivery/takeover/find-lost.ts";
import { stackAccess } from "../../../src/delivery/takeover/stack-access.ts";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";
import { change, plan } from "./support/plans.ts";

interface Asked {
  readonly operation: string;
  readonly body: string;
  /** The Region and the key id that the request is signed with. */
  readonly signed: string;
}

/** STS, KMS and Organizations as far as the reader asks them. */
async function startAws({ keys = 1 } = {}) {
  const asked: Asked[] = [];
  let [open, most] = [0, 0];
  await answerInPlaceOfAws(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
    const [, keyId, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
    asked.push({ operation: target ?? "AssumeRole", body, signed: `${keyId} in ${region}` });
    if (target === undefined) {
      answer.end(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>of-the-role</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
      );
      return;
    }
    most = Math.max(most, ++open);
    if (target === "DescribeKey") await new Promise((later) => setTimeout(later, 20));
    open -= 1;
    const said: Readonly<Record<string, unknown>> = {
      ListKeys: { Keys: Array.from({ length: keys }, (_, index) => ({ KeyId: `k-${index}` })), Truncated: false },
      ListAliases: { Aliases: [], Truncated: false },
      DescribeKey: { KeyMetadata: { KeyManager: "AWS" } },
      ListPolicies: {
        Policies: [
          { Id: "p-1", Name: "gold", AwsManaged: false },
          { Id: "p-2", Name: "of AWS", AwsManaged: true },
        ],
      },
    };
    answer.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(said[target]));
  }, "of-the-job");
  return { asked, most: () => most };
}
const role = "arn:aws:iam::666666666601:role/lockstep-pipeline-plan";

test("a role is taken once, by the job's own credentials, and all else is asked by it, each Region in its own", async () => {
  const { asked } = await startAws();
  const reader = accountReader(role);

  await reader.keys("eu-west-2", new Set());
  await reader.keys("eu-west-1", new Set());
  const policies = await reader.policies("BACKUP_POLICY", "us-east-1");

  expect(policies).toEqual(new Map([["gold", "p-1"]]));
  expect(asked.map(({ operation, signed }) => `${operation} by ${signed}`)).toEqual([
    "AssumeRole by of-the-job in eu-west-2",
    ...["eu-west-2", "eu-west-1"].flatMap((region) =>
      ["ListKeys", "ListAliases", "DescribeKey"].map((operation) => `${operation} by of-the-role in ${region}`),
    ),
    "ListPolicies by of-the-role in us-east-1",
  ]);
  const [{ body } = { body: "" }] = asked;
  expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
    RoleArn: role,
    RoleSessionName: "lockstep-plan",
  });
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toEqual({ Filter: "BACKUP_POLICY" });
});

test("without a role it is asked by the job's own credentials", async () => {
  const { asked } = await startAws();

  await accountReader(null).keys("eu-west-2", new Set());

  expect(new Set(asked.map(({ signed }) => signed))).toEqual(new Set(["of-the-job in eu-west-2"]));
  expect(asked.map(({ operation }) => operation)).not.toContain("AssumeRole");
});

test("of many keys eight are asked for at a time", async () => {
  const { asked, most } = await startAws({ keys: 40 });

  await accountReader(null).keys("eu-west-2", new Set());

  expect(asked.filter(({ operation }) => operation === "DescribeKey")).toHaveLength(40);
  expect(most()).toBe(8);
});

const json = {
  provider: { aws: [{ alias: "here", region: "eu-west-2" }] },
  resource: { aws_sns_topic: { topic: { provider: "aws.here" } }, aws_kms_key: { one: { provider: "aws.here" } } },
};

test("only keys of the stack itself are looked for, not what else it makes, and not what it reads", async () => {
  const asked: string[] = [];
  const { keys } = finder(
    {
      stack: "app-a",
      json,
      place: { scope: "app-nonprod", wave: 2, accountId: "666666666601", state: "", retired: false },
      folder: "",
    },
    stackAccess(json),
    {
      keys: async (region) => {
        asked.push(region);
        return [];
      },
      policies: async () => new Map(),
    },
  );
  const after = { description: "same" };

  expect(await keys(plan(change("aws_sns_topic.topic", { after })))).toEqual({ imports: [], notes: [] });
  await keys(plan({ ...change("aws_kms_key.one", { after }), mode: "data" }));
  expect(asked).toEqual([]);

  await keys(plan(change("aws_kms_key.one", { after })));
  expect(asked).toEqual(["eu-west-2"]);
});
