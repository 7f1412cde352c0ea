import { expect, test } from "vitest";
import { compareScopes, holdsAccounts, policiesFor, scopesBefore } from "../../../src/delivery/stack/pipeline-scope.ts";
import { pipelineScopes, type Scope } from "../../../src/names.ts";

const scopes: readonly Scope[] = pipelineScopes.map(({ scope }) => scope);

test.each<[Scope, readonly Scope[]]>([
  ["shared", []],
  ["app-nonprod", ["management", "shared", "central-nonprod"]],
  ["policies-nonprod", ["management", "shared", "central-nonprod", "app-nonprod"]],
  ["app-prod", ["management", "shared", "central-prod"]],
  ["policies-prod", ["management", "shared", "central-prod", "app-prod"]],
  ["bootstrap", []],
])("before %s comes what its class relies on, and nothing of the other class", (scope, before) => {
  expect(scopesBefore(scope)).toEqual(before);
});

test("application accounts' stacks are of two scopes, each with the policies of its class", () => {
  expect(scopes.filter(holdsAccounts).map((scope) => [scope, policiesFor(scope)])).toEqual([
    ["app-nonprod", "policies-nonprod"],
    ["app-prod", "policies-prod"],
  ]);
  expect(() => policiesFor("shared")).toThrow(
    "got scope shared, which is of no class; use that of an application account",
  );
});

test("scopes are in the order in which they are applied, what a person applies last", () => {
  expect((["bootstrap", ...scopes] as Scope[]).reverse().sort(compareScopes)).toEqual([
    "management",
    "shared",
    "central-prod",
    "central-nonprod",
    "app-nonprod",
    "policies-nonprod",
    "app-prod",
    "policies-prod",
    "bootstrap",
  ]);
});
