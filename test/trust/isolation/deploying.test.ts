import { describe, expect, test } from "vitest";
import { pipelinePlanRole } from "../../../src/names.ts";
import type { Resource } from "../../emulator/deploy/stack-resources.ts";
import { callsOf, stacksOf } from "../organization/deployed-stacks.ts";
import { example } from "../organization/organization.ts";
import { providerCalls } from "../organization/provider-calls.ts";

describe.each(stacksOf(example))("the pipeline in $id", (stack) => {
  const planRole = () => example.role(stack.accountId, pipelinePlanRole);
  const applyRole = () => example.role(stack.accountId, stack.applyRole);

  test("plans: it reads every resource", async () => {
    expect(
      await example.denied(
        planRole(),
        callsOf(example, stack, ({ read }) => read),
      ),
    ).toEqual([]);
  });

  test("changes nothing while it plans", async () => {
    const writes = callsOf(example, stack, ({ create, update }) => [...create, ...update]).filter(
      ([action]) => action !== "kms:DescribeKey",
    );

    expect(await example.allowed(planRole(), writes)).toEqual([]);
  });

  test("applies: it creates every resource", async () => {
    expect(
      await example.denied(
        applyRole(),
        callsOf(example, stack, ({ create }) => create),
      ),
    ).toEqual([]);
  });

  test("applies: it changes every resource", async () => {
    expect(
      await example.denied(
        applyRole(),
        callsOf(example, stack, ({ update }) => update),
      ),
    ).toEqual([]);
  });

  test("applies: it reads every resource that it has created or changed", async () => {
    expect(
      await example.denied(
        applyRole(),
        callsOf(example, stack, ({ read }) => read),
      ),
    ).toEqual([]);
  });
});

test("the tests know the calls for every resource type", () => {
  const stacks = stacksOf(example);

  expect(() => stacks.map((stack) => callsOf(example, stack, ({ read }) => read))).not.toThrow();
  expect(stacks.length).toBe(example.estate.accounts.length + 6);
});

test("a key is not found by its alias before it has one", () => {
  const [key] = example.resources.filter(({ type }) => type === "aws_kms_key") as [Resource];
  const whileCreating = providerCalls(example, key).create.map(([, { context }]) => context);

  expect(whileCreating.filter((context) => "kms:ResourceAliases" in context)).toEqual([]);
});
