import fc from "fast-check";
import { expect, test } from "vitest";
import { offlineCopy, type StackJson } from "../../../src/delivery/terraform/offline-copy.ts";
import { keysAndVault, stackJson } from "../support/synthesized-folder.ts";

/** Every leaf of `value` with its path, such as `provider.aws.0.region="eu-west-2"`. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return [`${path.join(".")}=${JSON.stringify(value)}`];
  return entries.flatMap(([key, child]) => leaves(child, [...path, key]));
}

function difference(before: unknown, after: unknown) {
  const [old, now] = [leaves(before), leaves(after)];
  return { gone: old.filter((leaf) => !now.includes(leaf)), added: now.filter((leaf) => !old.includes(leaf)) };
}

const added = (provider: number) => [
  `provider.aws.${provider}.access_key="offline"`,
  `provider.aws.${provider}.secret_key="offline"`,
  `provider.aws.${provider}.skip_credentials_validation=true`,
  `provider.aws.${provider}.skip_metadata_api_check="true"`,
  `provider.aws.${provider}.skip_requesting_account_id=true`,
  `provider.aws.${provider}.max_retries=1`,
];

test("differs in backend, credentials and account checks, and in nothing else", () => {
  const stack = stackJson({ resource: keysAndVault });

  const copy = offlineCopy(stack);

  expect(difference(stack, copy)).toEqual({
    gone: [
      'terraform.backend.s3.bucket="state"',
      'terraform.backend.s3.key="payments"',
      'terraform.backend.s3.region="eu-west-2"',
      "terraform.backend.s3.use_lockfile=true",
      'provider.aws.0.allowed_account_ids.0="555555555555"',
      'provider.aws.0.assume_role.0.role_arn="arn:aws:iam::555555555555:role/lockstep-${terraform.applying ? \\"apply\\" : \\"plan\\"}"',
      'provider.aws.1.allowed_account_ids.0="555555555555"',
      'provider.aws.1.assume_role.0.role_arn="arn:aws:iam::555555555555:role/lockstep-${terraform.applying ? \\"apply\\" : \\"plan\\"}"',
    ],
    added: [...added(0), ...added(1)],
  });
});

test("leaves every other block as it is, whatever it holds", () => {
  const block = fc.string().filter((name) => !["terraform", "provider", "__proto__"].includes(name));

  fc.assert(
    fc.property(fc.dictionary(block, fc.jsonValue()), (blocks) => {
      const { gone, added } = difference(stackJson(blocks), offlineCopy(stackJson(blocks)));

      expect([...gone, ...added].filter((leaf) => !/^(terraform\.backend|provider\.aws)\./.test(leaf))).toEqual([]);
    }),
  );
});

test("keeps the order of blocks and of providers, so that lines stay near where they were", () => {
  const stack = stackJson({ resource: keysAndVault });

  const copy = offlineCopy(stack);

  expect(Object.keys(copy)).toEqual(Object.keys(stack));
  expect(copy.provider?.aws?.map(({ alias }) => alias)).toEqual(["eu-west-2", "eu-west-1"]);
});

test("adds no provider to a stack that has none", () => {
  const stack: StackJson = { terraform: { required_version: ">= 1.11.0" } };

  expect(offlineCopy(stack)).toEqual(stack);
});

test("leaves a stack without AWS as it is, its backend apart", () => {
  const rest = { provider: { random: [{ assume_role: "mine" }] }, resource: { random_pet: { name: {} } } };
  const stack: StackJson = { terraform: { backend: { s3: {} }, required_version: ">= 1.11.0" }, ...rest };

  expect(offlineCopy(stack)).toEqual({ terraform: { required_version: ">= 1.11.0" }, ...rest });
});

test("leaves providers of others alone", () => {
  const stack: StackJson = { terraform: {}, provider: { random: [{ assume_role: "mine" }], aws: [] } };

  expect(offlineCopy(stack)).toEqual(stack);
});

test("does not touch the original", () => {
  const stack = stackJson();

  offlineCopy(stack);

  expect(stack).toEqual(stackJson());
});
