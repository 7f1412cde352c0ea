import { describe, expect, test } from "vitest";
import { pipelineApplyRole, pipelinePlanRole, pipelineScopes, type Scope } from "../../src/names.ts";
import { example, type Organization, type Request } from "./support/organization.ts";
import { type Calls, providerCalls } from "./support/provider-calls.ts";
import type { Resource } from "./support/stacks.ts";

interface Stack {
  readonly id: string;
  readonly accountId: string;
  readonly applyRole: string;
  readonly resources: readonly Resource[];
}

/** The stacks that the pipeline deploys; a person deploys `bootstrap`. */
function stacksOf(in_: Organization): readonly Stack[] {
  const ids = [...new Set(in_.resources.map(({ stack }) => stack))].filter((id) => id !== "bootstrap");
  return ids.map((id) => {
    const resources = in_.resources.filter(({ stack }) => stack === id);
    return { id, accountId: resources[0]?.accountId ?? "", applyRole: pipelineApplyRole(scopeOf(id)), resources };
  });
}

function scopeOf(stack: string): Scope {
  return pipelineScopes.find(({ scope }) => scope === stack)?.scope ?? "app-prod";
}

const calls = (stack: Stack, of: (calls: Calls) => readonly Request[]): readonly Request[] => {
  const requests = stack.resources.flatMap((resource) => of(providerCalls(example, resource)));
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
};

describe.each(stacksOf(example))("the pipeline in $id", (stack) => {
  const planRole = () => example.role(stack.accountId, pipelinePlanRole);
  const applyRole = () => example.role(stack.accountId, stack.applyRole);

  test("plans: it reads every resource", async () => {
    expect(
      await example.denied(
        planRole(),
        calls(stack, ({ read }) => read),
      ),
    ).toEqual([]);
  });

  test("changes nothing while it plans", async () => {
    const writes = calls(stack, ({ create, update }) => [...create, ...update]).filter(
      ([action]) => action !== "kms:DescribeKey",
    );

    expect(await example.allowed(planRole(), writes)).toEqual([]);
  });

  test("applies: it creates every resource", async () => {
    expect(
      await example.denied(
        applyRole(),
        calls(stack, ({ create }) => create),
      ),
    ).toEqual([]);
  });

  test("applies: it changes every resource", async () => {
    expect(
      await example.denied(
        applyRole(),
        calls(stack, ({ update }) => update),
      ),
    ).toEqual([]);
  });

  test("applies: it reads every resource that it has created or changed", async () => {
    expect(
      await example.denied(
        applyRole(),
        calls(stack, ({ read }) => read),
      ),
    ).toEqual([]);
  });
});

test("the tests know the calls for every resource type", () => {
  const stacks = stacksOf(example);

  expect(() => stacks.map((stack) => calls(stack, ({ read }) => read))).not.toThrow();
  expect(stacks.length).toBe(example.estate.accounts.length + 6);
});

test("a key is not found by its alias before it has one", () => {
  const [key] = example.resources.filter(({ type }) => type === "aws_kms_key") as [Resource];
  const whileCreating = providerCalls(example, key).create.map(([, { context }]) => context);

  expect(whileCreating.filter((context) => "kms:ResourceAliases" in context)).toEqual([]);
});
