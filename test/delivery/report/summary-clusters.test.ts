import { expect, test } from "vitest";
import { summaryClusters } from "../../../src/delivery/report/summary-clusters.ts";
import type { Scope } from "../../../src/names.ts";
import { inputOf, plan, summaryOf, updated } from "./support/plans.ts";

const changing = (stack: string, scope: Scope, to: number) =>
  summaryOf(stack, scope, plan(updated("aws_x.a", { a: 0 }, { a: to })));
const rows = (...summaries: readonly ReturnType<typeof changing>[]) =>
  summaryClusters(inputOf(summaries)).map(({ scope, stacks }) => `${scope}: ${stacks.join(" ")}`);

test("rows of one wave stand in the order of their scopes, whatever they are called and however large they are", () => {
  expect(
    rows(
      changing("central-nonprod", "central-nonprod", 1),
      changing("central-prod", "central-prod", 1),
      changing("management", "management", 1),
      changing("shared", "shared", 1),
    ),
  ).toEqual([
    "management: management",
    "shared: shared",
    "central-prod: central-prod",
    "central-nonprod: central-nonprod",
  ]);
});

test("within a scope the largest comes first, and of rows as large the one that is named first", () => {
  expect(
    rows(
      changing("app-d", "app-prod", 2),
      changing("app-c", "app-prod", 3),
      changing("app-b", "app-prod", 1),
      changing("app-a", "app-prod", 3),
      changing("app-e", "app-prod", 4),
    ),
  ).toEqual(["app-prod: app-a app-c", "app-prod: app-b", "app-prod: app-d", "app-prod: app-e"]);
});

test("waves come before all of that", () => {
  expect(
    rows(
      changing("app-a", "app-prod", 1),
      changing("app-b", "app-prod", 1),
      changing("app-c", "app-nonprod", 1),
      changing("shared", "shared", 1),
    ),
  ).toEqual(["shared: shared", "app-nonprod: app-c", "app-prod: app-a app-b"]);
});
