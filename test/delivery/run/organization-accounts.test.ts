import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { organizationAccounts } from "../../../src/delivery/run/organization-accounts.ts";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const shared = "222222222222";
const role = `arn:aws:iam::${shared}:role/lockstep-pipeline-plan`;

/** STS and Organizations, which gives its accounts in pages of two. */
async function startAws(accounts: readonly object[] | "denied") {
  const asked: string[] = [];
  await answerInPlaceOfAws(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
    const [, keyId] = /Credential=([^/]+)\//.exec(String(request.headers.authorization)) ?? [];
    asked.push(`${target ?? `AssumeRole ${new URLSearchParams(body).get("RoleArn")}`} by ${keyId}`);
    if (target === undefined) {
      answer.end(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>of-the-role</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
      );
      return;
    }
    if (accounts === "denied") {
      const message = "not authorized to perform: organizations:ListAccounts";
      answer.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
      answer.end(JSON.stringify({ __type: "AccessDeniedException", message }));
      return;
    }
    const from = Number((JSON.parse(body) as { readonly NextToken?: string }).NextToken ?? "0");
    const NextToken = from + 2 < accounts.length ? String(from + 2) : undefined;
    answer.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    answer.end(JSON.stringify({ Accounts: accounts.slice(from, from + 2), NextToken }));
  }, "of-the-job");
  return asked;
}

function synthesized() {
  const head = join(temporaryFolder(), "head");
  const stack = {
    terraform: { backend: { s3: { bucket: "states", key: "state/shared/shared.tfstate", region: "eu-west-2" } } },
    provider: {
      aws: [{ region: "eu-west-2", allowed_account_ids: [shared], assume_role: [{ role_arn: `"${role}"` }] }],
    },
  };
  mkdirSync(join(head, "stacks/shared"), { recursive: true });
  writeFileSync(join(head, "stacks/shared/cdk.tf.json"), JSON.stringify(stack));
  writeFileSync(join(head, "manifest.json"), JSON.stringify({ stacks: { shared: { name: "shared" } } }));
  return head;
}

test("accounts are asked for once, by the role that plans in the shared account, through all pages", async () => {
  const asked = await startAws([
    { Id: shared, State: "ACTIVE", Status: "ACTIVE" },
    { Id: "555555555501", State: "CLOSED", Status: "SUSPENDED" },
    { Id: "555555555502", State: "SUSPENDED" },
    { Id: "555555555503", Status: "SUSPENDED" },
    { Id: "555555555504", State: "PENDING_CLOSURE" },
  ]);
  const ask = organizationAccounts(synthesized());
  const ids = ["501", "502", "503", "504", "505"].map((end) => `555555555${end}`);

  const answers = await Promise.all(ids.map((id) => ask(id)));

  expect(answers).toEqual(
    ["CLOSED", "SUSPENDED", "SUSPENDED", "PENDING_CLOSURE", "MISSING"].map((state) => ({ state, why: "" })),
  );
  expect(asked).toEqual([`AssumeRole ${role} by of-the-job`, ...Array(3).fill("ListAccounts by of-the-role")]);
});

test("what cannot be asked is not known, and asked no second time", async () => {
  const asked = await startAws("denied");
  const ask = organizationAccounts(synthesized());
  const why = "AccessDeniedException: not authorized to perform: organizations:ListAccounts";

  expect([await ask("555555555501"), await ask("555555555502")]).toEqual([
    { state: "UNKNOWN", why },
    { state: "UNKNOWN", why },
  ]);
  expect(asked).toHaveLength(2);
});

test.each([
  [
    "a state that nobody knows yet",
    [
      { Id: shared, State: "ACTIVE" },
      { Id: "555555555501", State: "ASLEEP" },
    ],
    "got an account that is ASLEEP, which this Lockstep does not know",
  ],
  [
    "a list of another organization",
    [{ Id: "333333333333", State: "ACTIVE" }],
    `got a list of accounts without ${shared}, which asked for it`,
  ],
])("%s says nothing of the account", async (_, accounts, why) => {
  await startAws(accounts);

  expect(await organizationAccounts(synthesized())("555555555501")).toEqual({ state: "UNKNOWN", why: `Error: ${why}` });
});

test("a list that never ends is waited for no longer than it has", async () => {
  const asked = await startAws(Array(10_000).fill({ Id: shared, State: "ACTIVE" }));

  const { state, why } = await organizationAccounts(synthesized(), 300)("555555555501");

  expect(state).toBe("UNKNOWN");
  expect(why).toContain("Organizations in eu-west-2 was asked for ListAccounts");
  expect(asked.length).toBeGreaterThan(1);
});

test("where there is no shared stack, nobody is asked", async () => {
  const { state, why } = await organizationAccounts(join(temporaryFolder(), "none"))("555555555501");

  expect(state).toBe("UNKNOWN");
  expect(why).not.toBe("");
});
