import { expect, test } from "vitest";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { leftoversSection } from "../../../src/delivery/report/leftovers-section.ts";
import { lossesSection } from "../../../src/delivery/report/losses-section.ts";
import { createdRegions, lockWords } from "../../../src/delivery/report/resource-words.ts";
import { shownAttributes } from "../../../src/delivery/report/shown-attributes.ts";
import { waveSections } from "../../../src/delivery/report/wave-sections.ts";
import { deedCounts } from "../../../src/delivery/resources/deed.ts";
import type { ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";
import type { Scope } from "../../../src/names.ts";
import { affectedStack, nothingAffected } from "../affected/support/trees.ts";
import { change, created, deleted, inputOf, plan, summaryOf, updated } from "./support/plans.ts";

const changing = (stack: string, scope: Scope = "app-prod") =>
  summaryOf(stack, scope, plan(updated("aws_x.a", { a: 1 }, { a: 2 })));
const rowsOf = (summaries: readonly StackSummary[], isNew = false) => {
  const added = summaries.map(({ stack, scope, wave }) => affectedStack(stack, scope as Scope, { wave }));
  const input = inputOf(summaries, isNew ? { affected: { ...nothingAffected, added } } : {});
  return waveSections(input, 4_000).flatMap(({ heading, items }) => [
    heading,
    ...items.flatMap(({ text, short }) => [text, short]),
  ]);
};

test("a stack's row is its title, and beneath it, folded, what changes; where room is short, the title alone", () => {
  const title = "- **`app-a`** application account (prod) · 1 update · `aws_x.a`";

  expect(rowsOf([changing("app-a")])).toEqual([
    "### Wave 4: 1 stack",
    `${title}\n\n  <details><summary>the change</summary>\n\n  \`\`\`diff\n  ! aws_x.a\n      a: 1 → 2\n  \`\`\`\n\n  </details>`,
    title,
  ]);
});

test("the row of many stacks names them, with the change of the first; where room is short, three", () => {
  const title = "- **4 application accounts** (prod) · 1 update · `aws_x.a`";

  expect(rowsOf(["app-d", "app-c", "app-b", "app-a"].map((stack) => changing(stack)))).toEqual([
    "### Wave 4: 4 stacks",
    `${title}\n\n  <details><summary>the change, as in the first of 4</summary>\n\n  Stacks: \`app-a\`, \`app-b\`, \`app-c\`, \`app-d\`\n\n  \`\`\`diff\n  ! aws_x.a\n      a: 1 → 2\n  \`\`\`\n\n  </details>`,
    `${title} · \`app-a\`, \`app-b\`, \`app-c\` and 1 more`,
  ]);
});

test.each<[string, readonly StackSummary[], boolean, string]>([
  ["one that is no account", [changing("shared", "shared")], false, "- **`shared`** · 1 update · `aws_x.a`"],
  ["a new one", [changing("shared", "shared")], true, "- **`shared`** new · 1 update · gets nothing"],
  [
    "a new account",
    [changing("app-a", "app-nonprod")],
    true,
    "- **`app-a`** new application account (non-prod) · 1 update · gets nothing",
  ],
  [
    "new accounts",
    [changing("app-a"), changing("app-b")],
    true,
    "- **2 new application accounts** (prod) · 1 update · gets nothing · `app-a`, `app-b`",
  ],
  [
    "several that are no accounts",
    [changing("one", "central-prod"), changing("two", "central-prod")],
    false,
    "- **2 central-prod stacks** · 1 update · `aws_x.a` · `one`, `two`",
  ],
])("the row of %s says so", (_, summaries, isNew, title) => {
  expect(rowsOf(summaries, isNew).at(-1)).toBe(title);
});

test("losses of a kind and address are one row: what is deleted, what is created anew, what is left behind, the most first", () => {
  const forgotten = change("aws_x.f", { actions: ["forget"], before: {}, after: null });
  const replaced = change("aws_x.r", { actions: ["delete", "create"], before: {}, after: {} });
  const summaries = [
    summaryOf("app-a", "app-prod", plan(forgotten, replaced, deleted("aws_x.one"))),
    summaryOf("app-b", "app-prod", plan(deleted("aws_x.two"), replaced, updated("aws_x.a", { a: 1 }, { a: 2 }))),
    summaryOf("app-c", "app-prod", plan(deleted("aws_x.two"))),
  ];

  expect(lossesSection(summaries)).toEqual([
    {
      heading: "### Deleted, replaced or left behind: 6 resources",
      noun: "row",
      items: [
        ["deleted: `aws_x.two`", "`app-b`, `app-c`", "2 stacks"],
        ["deleted: `aws_x.one`", "`app-a`", "1 stack"],
        ["deleted and created anew: `aws_x.r`", "`app-a`, `app-b`", "2 stacks"],
        ["left behind, no longer planned: `aws_x.f`", "`app-a`", "1 stack"],
      ].map(([start, names, count]) => ({ text: `- ${start} in ${names}`, short: `- ${start} in ${count}` })),
    },
  ]);
  expect(lossesSection([changing("app-a")])).toEqual([]);
});

test("leftovers are told by stack, those of several stacks at the first of them", () => {
  const left = (stack: string, ...notes: readonly string[]) =>
    summaryOf(stack, "app-prod", plan(), { recovery: { apply: "7/1", notes } });

  expect(leftoversSection([left("app-b", "k-3", "k-2"), left("app-a", "k-3"), changing("app-c")])).toEqual([
    {
      heading: "### Exists, or may exist, and is not taken over: 3 findings",
      noun: "finding",
      items: ["- `app-a`, `app-b`: k-3", "- `app-b`: k-2"].map((text) => ({ text, short: text })),
    },
  ]);
  expect(leftoversSection([changing("app-c")])).toEqual([]);
});

const summarized = (...resources: readonly ResourceChange[]) =>
  summaryOf("app-a", "app-prod", plan(...resources)).changes;

test("deeds are counted in one order, and a change of outputs is told as that", () => {
  const moved = { ...change("aws_x.m", { actions: ["no-op"], before: {}, after: {} }), previous_address: "aws_x.n" };
  const taken = (name: string) =>
    change(`aws_x.${name}`, { actions: ["no-op"], before: {}, after: {}, importing: { id: "i" } });

  expect(
    deedCounts(
      summarized(
        ...[moved, taken("t"), updated("aws_x.u", { a: 1 }, { a: 2 }), created("aws_x.c")],
        change("aws_x.f", { actions: ["forget"], before: {}, after: null }),
        change("aws_x.r", { actions: ["create", "delete"], before: {}, after: {} }),
        ...[deleted("aws_x.d"), deleted("aws_x.e")],
      ),
    ),
  ).toBe("2 deletes, 1 replacement, 1 forget, 1 create, 1 update, 1 move, takes over 1 that exists already");
  expect(deedCounts(summarized(taken("a"), taken("b")))).toBe("takes over 2 that exist already");
  expect(deedCounts([])).toBe("outputs only");
});

test.each<[string, readonly (readonly [string, Record<string, number>])[], string]>([
  ["no lock", [], "not locked"],
  ["both bounds", [["a", { min_retention_days: 7, max_retention_days: 365 }]], "governance lock from 7d to 365d"],
  ["a shortest alone", [["a", { min_retention_days: 7 }]], "governance lock from 7d"],
  ["a longest alone", [["a", { max_retention_days: 365 }]], "governance lock to 365d"],
  ["no bounds", [["a", {}]], "governance lock"],
  [
    "a lock that nobody can remove some day",
    [["a", { changeable_for_days: 3, min_retention_days: 7 }]],
    "compliance lock (nobody can remove it after 3d) from 7d",
  ],
  [
    "several locks, alike and not",
    [
      ["a", { min_retention_days: 7 }],
      ["b", { min_retention_days: 3 }],
      ["c", { min_retention_days: 7 }],
    ],
    "governance lock from 3d; governance lock from 7d",
  ],
])("vaults with %s are told", (_, locks, words) => {
  const vault = created("aws_backup_vault.a", { name: "a", min_retention_days: 1 });
  const changes = locks.map(([name, after]) => created(`aws_backup_vault_lock_configuration.${name}`, after));

  expect(lockWords(summarized(vault, ...changes))).toBe(words);
});

test("Regions are those that names of resources start with", () => {
  const named = [
    "eu-west-2_vault",
    "eu-west-1-alerts_rule",
    "us-gov-west-1_key",
    "eu-west-2_key",
    "lockstep-auditor_role",
    "x-eu-west-3_a",
  ];

  expect(createdRegions(summarized(...named.map((name) => created(`aws_x.${name}`))))).toEqual([
    "eu-west-1",
    "eu-west-2",
    "us-gov-west-1",
  ]);
});

test("of what is new, what is not known yet and what children may change are not shown; of what is not, they are", () => {
  const attribute = (path: readonly string[], after: string | null) => ({ path, before: null, after });
  const children = attribute(["content", "@@operators_allowed_for_child_policies"], "a");
  const unknown = attribute(["arn"], "(known after apply)");
  const told = attribute(["name"], "a");
  const shownOf = (...actions: readonly ("create" | "update" | "delete")[]) =>
    shownAttributes({ address: "a", type: "a", actions, attributes: [children, unknown, told] }).map(({ path }) =>
      path.at(-1),
    );

  expect(shownOf("create")).toEqual(["name"]);
  expect(shownOf("update")).toHaveLength(3);
  expect(shownOf("create", "delete")).toHaveLength(3);
});

test("a tag that Terraform tells twice is shown once, and one that all resources get is shown", () => {
  const tag = (key: string, name: string, after: string) => ({ path: [key, name], before: null, after });
  const attributes = [
    tag("tags", "a", "1"),
    tag("tags_all", "a", "1"),
    tag("tags_all", "b", "1"),
    tag("tags_all", "c", "2"),
    tag("tags", "c", "3"),
  ];

  const shown = shownAttributes({ address: "a", type: "a", actions: ["update"], attributes });

  expect(shown.map(({ path }) => path.join("."))).toEqual(["tags.a", "tags_all.b", "tags_all.c", "tags.c"]);
});
