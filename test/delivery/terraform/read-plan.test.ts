import { expect, test } from "vitest";
import { readPlan } from "../../../src/delivery/terraform/read-plan.ts";

const resource = {
  ...{ address: "aws_x.a", mode: "managed", type: "aws_x" },
  change: { actions: ["update"], before: { a: 1 }, after: { a: 2 } },
};
const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [resource] };
const read = (value: unknown) => readPlan(JSON.stringify(value), "a.json");

test("a plan is read as it is, with what is not looked at", () => {
  const more = { ...plan, errored: false, more: [{ ...resource, more: 1 }] };

  expect(read(more)).toEqual(more);
  expect(read({ format_version: "1.0", terraform_version: "1" })).toEqual({
    format_version: "1.0",
    terraform_version: "1",
  });
});

test.each([
  ["the whole", []],
  ["format_version", { ...plan, format_version: "2.0" }],
  ["format_version", { ...plan, format_version: "11.0" }],
  ["format_version", { ...plan, format_version: "0.1.2" }],
  ["terraform_version", { ...plan, terraform_version: undefined }],
  ["errored", { ...plan, errored: "no" }],
  ["resource_changes", { ...plan, resource_changes: {} }],
  ["resource_changes.0.address", { ...plan, resource_changes: [{ ...resource, address: undefined }] }],
  ["resource_changes.0.mode", { ...plan, resource_changes: [{ ...resource, mode: "other" }] }],
  ["resource_changes.0.type", { ...plan, resource_changes: [{ ...resource, type: undefined }] }],
  ["resource_changes.0.change", { ...plan, resource_changes: [{ ...resource, change: undefined }] }],
  ["resource_changes.0.change.actions", { ...plan, resource_changes: [{ ...resource, change: { actions: [] } }] }],
  ["resource_changes.0.change.actions.0", { ...plan, resource_changes: [{ ...resource, change: { actions: [1] } }] }],
])("what is no plan at %s is refused", (place, value) => {
  expect(() => read(value)).toThrow(
    new Error(`a.json: got no plan at ${place}; use what terraform show -json says of a plan (format version 1)`),
  );
});

test("a data source is a resource of a plan, and what is no JSON is none", () => {
  const data = { ...plan, resource_changes: [{ ...resource, mode: "data" }] };

  expect(read(data)).toEqual(data);
  expect(() => readPlan("Error: no", "a.json")).toThrow(
    new Error("a.json: got no JSON; use what terraform show -json says of a plan"),
  );
});
