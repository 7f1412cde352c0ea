import { expect, test } from "vitest";
import { planLines } from "../../src/bootstrap/plan-text.ts";
import type { Change, PlanAction, PlanJson, ResourceChange } from "../../src/delivery/terraform/plan-json.ts";

const change = (...actions: readonly PlanAction[]): Change => ({ actions, before: null, after: {} });
const resource = (address: string, its: Change, mode: "managed" | "data" = "managed"): ResourceChange => {
  const [type = "", name = ""] = address.split(".");
  return { address, mode, type, name, provider_name: "registry.terraform.io/hashicorp/aws", change: its };
};
const plan = (...resource_changes: readonly ResourceChange[]): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes,
});

test("a line says what happens to a resource, and the last one to how many", () => {
  expect(
    planLines(
      plan(
        resource("aws_s3_bucket.state", change("create")),
        resource("aws_iam_role.plan", change("no-op")),
        resource("aws_kms_key.state", change("delete", "create")),
        resource("data.aws_region.here", change("read"), "data"),
      ),
    ),
  ).toEqual(["  create          aws_s3_bucket.state", "  delete, create  aws_kms_key.state", "2 resources to change"]);
});

test("one is one resource", () => {
  expect(planLines(plan(resource("aws_s3_bucket.state", change("update")))).at(-1)).toBe("1 resource to change");
});

test("so is one that is only taken over", () => {
  const takenOver = { ...change("no-op"), importing: { id: "state" } };

  expect(planLines(plan(resource("aws_s3_bucket.state", takenOver)))).toEqual([
    "  no-op  aws_s3_bucket.state",
    "1 resource to change",
  ]);
});

test("a plan that changes outputs only touches no resource", () => {
  expect(planLines({ ...plan(), output_changes: { arn: change("update") } })).toEqual(["0 resources to change"]);
});
