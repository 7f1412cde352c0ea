import { expect, test } from "vitest";
import type { AccountReader, FoundKey } from "../../../src/delivery/takeover/account-reader.ts";
import { keysMadeTwice } from "../../../src/delivery/takeover/keys-made-twice.ts";

const role = (name: string) => `arn:aws:iam::666666666601:role/${name}`;
const regions = ["eu-west-1", "eu-west-2"];
const stack = {
  stack: "app-a",
  folder: "",
  place: { scope: "app-nonprod", wave: 2, accountId: "666666666601", state: "", retired: false },
  json: {
    provider: {
      aws: regions.map((region) => ({
        alias: region,
        region,
        assume_role: [
          {
            role_arn: `\${terraform.applying ? "${role("lockstep-pipeline-apply")}" : "${role("lockstep-pipeline-plan")}"}`,
          },
        ],
      })),
    },
    resource: {
      aws_kms_key: Object.fromEntries(
        regions.map((region) => [region, { provider: `aws.${region}`, description: `of ${region}` }]),
      ),
    },
  },
} as const;

const key = (arn: string, more: Partial<FoundKey> = {}): FoundKey => ({
  ...{ keyId: arn, arn, description: "", createdMs: 1, isEnabled: true, hasAlias: false },
  tags: { "lockstep:stack": "app-a" },
  ...more,
});

function reading(keys: AccountReader["keys"]) {
  const roles: (string | null)[] = [];
  const reader = (roleArn: string | null): AccountReader => {
    roles.push(roleArn);
    return { keys, policies: () => Promise.reject(new Error("got a question for policies")) };
  };
  return { roles, reader };
}

test("a key with the stack's tag and without an alias is told, in whatever Region, by the role that applies", async () => {
  const asked: string[] = [];
  const { roles, reader } = reading(async (region, descriptions) => {
    asked.push(`${[...descriptions].join()} in ${region}`);
    return [
      key(`arn:used-${region}`, { hasAlias: true }),
      key(`arn:twice-${region}`),
      key("arn:other", { tags: { "lockstep:stack": "app-b" } }),
    ];
  });

  const told = await keysMadeTwice(stack, reader);

  expect(told).toEqual(
    regions.map(
      (region) =>
        `arn:twice-${region} was made because an answer of AWS was lost and is used by nothing: it has this stack's tag and no alias, and no state knows it; whoever may delete keys removes it`,
    ),
  );
  expect(asked).toEqual(regions.map((region) => `of ${region} in ${region}`));
  expect(roles).toEqual([role("lockstep-pipeline-apply")]);
});

test("that AWS does not answer is told, and is no failure", async () => {
  const { reader } = reading(() => Promise.reject(new Error("could not look", { cause: new Error("Rate exceeded") })));

  expect(await keysMadeTwice(stack, reader)).toEqual([
    "whether a key was made twice is not known: got Error: Rate exceeded",
  ]);
});
