import { expect, test } from "vitest";
import { forgetConfig } from "../../../src/delivery/retire/forget-config.ts";
import { forgetProblems } from "../../../src/delivery/retire/forget-problems.ts";
import { stateResources } from "../../../src/delivery/retire/state-resources.ts";
import type { PlanAction, PlanJson } from "../../../src/delivery/terraform/plan-json.ts";
import { keysAndVault, stackJson } from "../support/synthesized-folder.ts";

const vault = "aws_backup_vault.eu-west-2_vault";
const key = "aws_kms_key.eu-west-2_key";

const change = (address: string, actions: readonly PlanAction[], more: object = {}) => ({
  ...{ address, mode: "managed" as const, type: address.split(".")[0] ?? "", name: "", provider_name: "aws" },
  change: { actions, before: {}, after: null },
  ...more,
});
const plan = (...resource_changes: NonNullable<PlanJson["resource_changes"]>): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes,
});

test.each([
  ["lets go of everything", plan(change(vault, ["forget"]), change(key, ["forget"])), []],
  [
    "deletes",
    plan(change(vault, ["delete"]), change(key, ["forget"])),
    [`${vault}: got delete where only forget may be`, `${vault}: would stay in the state`],
  ],
  [
    "replaces",
    plan(change(vault, ["create", "delete"]), change(key, ["forget"])),
    [`${vault}: got create and delete where only forget may be`, `${vault}: would stay in the state`],
  ],
  [
    "lets go of one and creates it anew",
    plan(change(vault, ["forget", "create"]), change(key, ["forget"])),
    [`${vault}: got forget and create where only forget may be`, `${vault}: would stay in the state`],
  ],
  [
    "creates besides",
    plan(change(vault, ["forget"]), change(key, ["forget"]), change("aws_iam_role.new", ["create"])),
    ["aws_iam_role.new: got create where only forget may be"],
  ],
  [
    "leaves one as it is",
    plan(change(vault, ["forget"]), change(key, ["no-op"])),
    [`${key}: got no-op where only forget may be`, `${key}: would stay in the state`],
  ],
  ["says nothing of one", plan(change(vault, ["forget"])), [`${key}: would stay in the state`]],
  [
    "lets go of what the state does not hold",
    plan(change(vault, ["forget"]), change(key, ["forget"]), change(key, ["forget"], { deposed: "aabb" })),
    [`${key} (deposed aabb): got forget of what the state did not hold`],
  ],
  [
    "did not finish",
    { ...plan(change(vault, ["forget"]), change(key, ["forget"])), errored: true },
    ["the plan did not finish"],
  ],
  [
    "holds nothing",
    { terraform_version: "1.11.4" },
    [`${vault}: would stay in the state`, `${key}: would stay in the state`],
  ],
])("a plan that %s", (_, planned, problems) => {
  expect(forgetProblems(planned, [vault, key])).toEqual(problems);
});

test("what lets go has the state and the versions of the stack, no resource, and no way into the account", () => {
  const stack = stackJson({ resource: keysAndVault, data: { aws_partition: { p: {} } }, output: { o: { value: 1 } } });

  const config = forgetConfig(stack, [vault]);

  expect(Object.keys(config).sort()).toEqual(["provider", "removed", "terraform"]);
  expect(config["terraform"]).toEqual(stack.terraform);
  expect(config["removed"]).toEqual([{ from: vault, lifecycle: { destroy: false } }]);
  expect(config["provider"]).toEqual({
    aws: ["eu-west-2", "eu-west-1"].map((region) => ({
      alias: region,
      region,
      default_tags: [{ tags: { owner: "payments@acme.example" } }],
      access_key: "offline",
      secret_key: "offline",
      skip_credentials_validation: true,
      skip_metadata_api_check: "true",
      skip_requesting_account_id: true,
      max_retries: 1,
    })),
  });
});

test("what was made in a Region that config has given up has its provider still, switched off as the others", () => {
  const stack = stackJson({ resource: keysAndVault });

  const { provider } = forgetConfig(stack, [vault], ["eu-west-2", "eu-north-1", "eu-north-1"]);

  const { aws } = provider as { readonly aws: readonly Readonly<Record<string, unknown>>[] };
  expect(aws.map(({ alias, access_key }) => [alias, access_key])).toEqual([
    ["eu-west-2", "offline"],
    ["eu-west-1", "offline"],
    ["eu-north-1", "offline"],
  ]);
});

test("a state tells by which AWS provider something was made", () => {
  const providers = [
    'provider["registry.terraform.io/hashicorp/aws"].eu-west-1',
    'provider["registry.terraform.io/hashicorp/aws"]',
    'provider["terraform.io/builtin/terraform"].eu-west-1',
  ];
  const resources = providers.map((provider, index) => ({
    ...{ mode: "managed", type: "aws_kms_key", name: `k${index}`, provider, instances: [{}] },
  }));

  const found = stateResources(JSON.stringify({ version: 4, resources }), "key");

  expect(found.map(({ alias }) => alias)).toEqual(["eu-west-1", undefined, undefined]);
});

test("a state names each instance as a plan does, and no data source", () => {
  const resource = (type: string, instances: readonly object[], more: object = {}) => ({
    ...{ mode: "managed", type, name: "x", provider: "", instances },
    ...more,
  });
  const state = {
    version: 4,
    resources: [
      resource("aws_kms_key", [{}, { deposed: "aabb" }]),
      resource("aws_iam_role", [{ index_key: 0 }, { index_key: 'a"b' }]),
      resource("aws_partition", [{}], { mode: "data" }),
      resource("aws_sns_topic", [{}], { module: "module.m" }),
    ],
  };

  expect(stateResources(JSON.stringify(state), "key")).toEqual([
    { address: "aws_iam_role.x", instances: ["aws_iam_role.x[0]", 'aws_iam_role.x["a\\"b"]'] },
    { address: "aws_kms_key.x", instances: ["aws_kms_key.x", "aws_kms_key.x (deposed aabb)"] },
    { address: "module.m.aws_sns_topic.x", instances: ["module.m.aws_sns_topic.x"] },
  ]);
});

test.each(["", "{}", '{"version":3,"resources":[]}', '{"version":4}'])("%j is no state", (text) => {
  expect(() => stateResources(text, "state/app-prod/app-a.tfstate")).toThrow(
    "state/app-prod/app-a.tfstate: got no state of version 4; look at the object's earlier versions",
  );
});
