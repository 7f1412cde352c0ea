import { expect, test } from "vitest";
import { adoptable } from "../../src/bootstrap/adoptable.ts";
import type { PlanJson, ResourceChange } from "../../src/delivery/terraform/plan-json.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const owner = { partition: "aws-us-gov", accountId: "222222222222" };

function planned(type: string, after: object, actions: ResourceChange["change"]["actions"] = ["create"]) {
  const provider_name = "registry.terraform.io/hashicorp/aws";
  const change = { actions, before: null, after };
  return { address: `${type}.one`, mode: "managed", type, name: "one", provider_name, change } satisfies ResourceChange;
}
const plan = (...resource_changes: readonly ResourceChange[]): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes,
});

// the ids are those of each resource's page in the registry, under "Import"
test.each([
  ["aws_s3_bucket", { bucket: "state" }, "state"],
  ["aws_kms_alias", { name: "alias/state" }, "alias/state"],
  ["aws_iam_role", { name: "plan" }, "plan"],
  ["aws_iam_policy", { name: "ceiling" }, "arn:aws-us-gov:iam::222222222222:policy/ceiling"],
  [
    "aws_iam_openid_connect_provider",
    { url: "https://token.actions.githubusercontent.com" },
    "arn:aws-us-gov:iam::222222222222:oidc-provider/token.actions.githubusercontent.com",
  ],
  ["aws_cloudformation_stack_set", { name: "roles", call_as: "DELEGATED_ADMIN" }, "roles,DELEGATED_ADMIN"],
])("%s is found by its name", (type, after, id) => {
  expect(adoptable(plan(planned(type, after)), owner)).toEqual([{ address: `${type}.one`, id }]);
});

test.each([
  ["a key, which has no name", planned("aws_kms_key", { description: "state" })],
  ["what is put again without harm", planned("aws_iam_role_policy", { name: "permissions", role: "plan" })],
  ["what the state has, to be changed", planned("aws_iam_role", { name: "plan" }, ["update"])],
  ["what the state has, to be replaced", planned("aws_iam_role", { name: "plan" }, ["delete", "create"])],
  ["what the state has, as it is", planned("aws_iam_role", { name: "plan" }, ["no-op"])],
])("%s is not looked for", (_, change) => {
  expect(adoptable(plan(change), owner)).toEqual([]);
});

test("a plan without changes has none", () => {
  expect(adoptable({ terraform_version: "1.11.4" }, owner)).toEqual([]);
});

test("the bootstrap stack says in full what it is found by, and a name never depends on what is not made yet", () => {
  const stack = stacksOf(exampleEstate()).get("bootstrap");
  const changes = Object.entries(stack?.resource ?? {}).flatMap(([type, blocks]) =>
    Object.values(blocks).map((block) => planned(type, block)),
  );

  const ids = adoptable(plan(...changes), owner).map(({ id }) => id);

  expect(ids).toContain("lockstep-pipeline-roles,DELEGATED_ADMIN");
  expect(ids).toContain("alias/lockstep-state");
  expect(ids.filter((id) => id.includes("undefined") || id.includes("$"))).toEqual([]);
  // an ARN that leaves the path out is another one's
  expect(all(stack, "aws_iam_policy").filter(({ path }) => path !== undefined)).toEqual([]);
});
