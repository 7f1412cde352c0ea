import { expect, test } from "vitest";
import { summarizePlan } from "../../../src/delivery/run/summarize-plan.ts";
import type { Change, PlanJson, ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";

const orders = { stack: "app-orders", accountId: "555555555501" };
const stock = { stack: "app-stock", accountId: "555555555502" };

const resource = (address: string, change: Partial<Change>, more: Partial<ResourceChange> = {}): ResourceChange => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  name: address.split(".")[1] ?? "",
  provider_name: "registry.terraform.io/hashicorp/aws",
  change: { actions: ["update"], before: {}, after: {}, ...change },
  ...more,
});
const plan = (...resources: readonly ResourceChange[]): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes: resources,
});
const retention = (days: number) => resource("aws_x.daily", { before: { days: 35 }, after: { days } });
const created = ({ stack, accountId }: typeof orders) =>
  resource("aws_backup_vault.local", {
    actions: ["create"],
    before: null,
    after: { arn: `arn:aws:backup:eu-west-2:${accountId}:backup-vault:local`, tags_all: { "lockstep:stack": stack } },
  });

test.each<[string, PlanJson]>([
  ["no change", plan()],
  ["resources that stay", plan(resource("aws_x.a", { actions: ["no-op"] }))],
  ["data that is read", plan(resource("data.aws_x.a", { actions: ["read"] }, { mode: "data" }))],
  ["outputs that stay", { ...plan(), output_changes: { a: { actions: ["no-op"], before: 1, after: 1 } } }],
])("a plan of %s is unchanged", (_, unchanged) => {
  expect(summarizePlan(unchanged, orders)).toEqual({ outcome: "unchanged", digest: "", shape: "", changes: [] });
});

test.each<[string, PlanJson]>([
  ["a value", plan(retention(90))],
  ["a move", plan(resource("aws_x.b", { actions: ["no-op"] }, { previous_address: "aws_x.a" }))],
  ["an import", plan(resource("aws_x.b", { actions: ["no-op"], importing: { id: "7" } }))],
  ["a forgotten resource", plan(resource("aws_x.b", { actions: ["forget"], after: null }))],
  ["an output", { ...plan(), output_changes: { a: { actions: ["create"], before: null, after: 1 } } }],
])("a plan that changes %s is changed", (_, changed) => {
  expect(summarizePlan(changed, orders)).toMatchObject({
    outcome: "changed",
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

const digest = (each: PlanJson) => summarizePlan(each, orders).digest;

test("two plans of one change have one digest, in whatever order and by whatever version", () => {
  const [a, b] = [retention(90), created(orders)];

  expect(digest(plan(a, b))).toBe(digest({ ...plan(b, a), terraform_version: "1.12.0" }));
});

test.each<[string, PlanJson]>([
  ["another value", plan(retention(91))],
  ["another address", plan(resource("aws_x.weekly", { before: { days: 35 }, after: { days: 90 } }))],
  [
    "another action",
    plan(resource("aws_x.daily", { actions: ["delete", "create"], before: { days: 35 }, after: { days: 90 } })),
  ],
  ["one more resource", plan(retention(90), created(orders))],
  [
    "a reason to replace",
    plan(resource("aws_x.daily", { before: { days: 35 }, after: { days: 90 }, replace_paths: [["days"]] })),
  ],
])("%s gives another digest", (_, other) => {
  expect(digest(other)).not.toBe(digest(plan(retention(90))));
});

test("stacks of two accounts that change alike have one shape and two digests", () => {
  const [one, other] = [summarizePlan(plan(created(orders)), orders), summarizePlan(plan(created(stock)), stock)];

  expect(one.shape).toBe(other.shape);
  expect(one.digest).not.toBe(other.digest);
  expect(summarizePlan(plan(retention(90)), orders).shape).not.toBe(summarizePlan(plan(retention(91)), stock).shape);
});

test("what is taken over says by which id, and the digest tells one id from another", () => {
  const taken = (id: string) => plan(resource("aws_x.b", { actions: ["no-op"], importing: { id } }));

  expect(summarizePlan(taken("7"), orders).changes).toMatchObject([
    { address: "aws_x.b", takenOver: "7", attributes: [] },
  ]);
  expect(digest(taken("7"))).not.toBe(digest(taken("8")));
});

test("the digest of one change is the same for ever, so that what was reviewed before an upgrade is applied after it", () => {
  const values = (days: number, tag: string, stack: string) => ({
    rule: [{ days }],
    tags: { "a.b": tag, "lockstep:stack": stack },
    policy: JSON.stringify({ Z: days, "": days }),
  });
  const changed = resource("aws_x.a", {
    ...{ before: values(35, "1", "app-orders"), after: values(90, "2", "app-new"), after_unknown: { id: true } },
  });

  const { digest, shape } = summarizePlan(plan(changed), orders);

  expect({ digest, shape }).toEqual({
    digest: "0c78c769ecb367f76a6b916d19f0868c097c17dc20e4d0b51b4bda65082c1f6e",
    shape: "63770ff4884a4e74bd3750638d2a7bc782b6b0f64acd4e4b02ad5732e67b38c0",
  });
});
