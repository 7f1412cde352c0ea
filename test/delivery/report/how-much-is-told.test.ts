import { expect, test } from "vitest";
import { exemplarDiff } from "../../../src/delivery/report/exemplar-diff.ts";
import {
  longestComment,
  longestJobSummary,
  renderComment,
  renderJobSummary,
} from "../../../src/delivery/report/render-report.ts";
import { renderPending } from "../../../src/delivery/report/render-results.ts";
import type { ReportInput } from "../../../src/delivery/report/report-input.ts";
import { notPlannedSection, removedSection } from "../../../src/delivery/report/rest-sections.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";
import { affectedStack, nothingAffected } from "../affected/support/trees.ts";
import { change, created, deleted, failed, inputOf, plan, summaryOf, updated } from "./support/plans.ts";

const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `app-${String(index).padStart(2, "0")}`);
const each = (count: number, summary: (stack: string) => ReturnType<typeof summaryOf>) =>
  renderComment(inputOf(namesOf(count).map(summary)));
const found = (stack: string): Diagnostic<StackResource> => ({
  rule: "delete",
  severity: "error",
  place: { stack, address: "aws_x.a", path: [] },
  ...{ got: "it goes", why: "", use: "keep it" },
});
const standing = (stacks: readonly string[]) => ({
  ...inputOf([]).decision,
  standing: stacks.map(found),
});
const recovery = { apply: "7/1", notes: ["a key is used by nothing"] };

test.each<[string, number, (count: number) => string, RegExp]>([
  ["that failed alike", 20, (count) => each(count, (stack) => failed(stack, "app-prod", "no")), /^- failed: (.*)$/m],
  [
    "that are not ready",
    20,
    (count) => each(count, (stack) => failed(stack, "app-prod", "no role", "not-ready")),
    /^- not ready: (.*): no role$/m,
  ],
  [
    "without a plan",
    20,
    (count) => {
      const changed = namesOf(count).map((stack) => affectedStack(stack, "app-prod", { wave: 4 }));
      return renderComment(inputOf([], { affected: { ...nothingAffected, changed } }));
    },
    /^- no plan at all: (.*): the job of its shard was interrupted or cancelled; run it again$/m,
  ],
  [
    "that no guard judged",
    20,
    (count) => each(count, (stack) => failed(stack, "app-prod", "no")),
    /^- (.*): no plan was judged by the guard$/m,
  ],
  [
    "in which the guard found the same",
    5,
    (count) => renderComment(inputOf([], { decision: standing(namesOf(count)) })),
    /^- \*\*delete\*\* in (.*), `aws_x.a`: it goes; keep it\./m,
  ],
  [
    "that lose the same",
    5,
    (count) => each(count, (stack) => summaryOf(stack, "app-prod", plan(deleted("aws_x.a")))),
    /^- deleted: `aws_x.a` in (.*)$/m,
  ],
  [
    "with the same leftover",
    5,
    (count) => each(count, (stack) => summaryOf(stack, "app-prod", plan(), { recovery })),
    /^- (.*): a key is used by nothing$/m,
  ],
  [
    "that a deploy left for one reason",
    20,
    (count) =>
      renderPending({
        ...{ expected: new Map(namesOf(count).map((name) => [name, 1])), plans: [], results: [] },
        ...{ heldBack: { reasons: {}, reportId: "" }, waves: [], onDispatch: false },
      }),
    /^- (.*)$/m,
  ],
])("of stacks %s the first %i are named", (_, most, text, line) => {
  const all = namesOf(most).map((name) => `\`${name}\``);

  expect(line.exec(text(most))?.[1]).toBe(all.join(", "));
  expect(line.exec(text(most + 1))?.[1]).toBe(`${all.join(", ")} and 1 more`);
});

test("of changes that have words the first three stand in the title of a row", () => {
  const lock = "aws_backup_vault_lock_configuration.lock";
  const titleOf = (count: number) => {
    const tags = (to: string) => ({ tags: Object.fromEntries(namesOf(count).map((name) => [name, to])) });
    return /^- \*\*`shared`\*\*.*$/m.exec(
      renderComment(inputOf([summaryOf("shared", "shared", plan(updated(lock, tags("1"), tags("2"))))])),
    )?.[0];
  };
  const three = "`tag app-00: 1 → 2`, `tag app-01: 1 → 2`, `tag app-02: 1 → 2`";

  expect(titleOf(3)).toBe(`- **\`shared\`** · 1 update · ${three}`);
  expect(titleOf(4)).toBe(`- **\`shared\`** · 1 update · ${three} and 1 more`);
});

test("of an error the first forty lines are told", () => {
  const textOf = (lines: number) =>
    renderComment(
      inputOf([failed("app-a", "app-prod", Array.from({ length: lines }, (_, at) => `line ${at}`).join("\n"))]),
    );

  expect(textOf(40)).toContain("\n  line 38\n  line 39\n  ```\n");
  expect(textOf(41)).toContain("\n  line 38\n  line 39\n  and 1 more lines in the log of the job\n  ```\n");
});

test("of a failure without a word it is said that there is none", () => {
  expect(each(1, (stack) => failed(stack, "app-prod", " \n"))).toContain("\n  ```\n  Terraform said nothing\n  ```\n");
});

test("of what a person applies sixty lines of change are told", () => {
  const textOf = (count: number) => {
    const addresses = namesOf(count).map((name) => `aws_x.${name}`);
    const bootstrap = affectedStack("bootstrap", "bootstrap", { wave: null });
    const changed = [{ ...bootstrap, blocks: { added: addresses, changed: [], removed: [] } }];
    return renderComment(inputOf([], { affected: { ...nothingAffected, changed } }));
  };

  expect(textOf(60)).toContain("\n  + aws_x.app-58\n  + aws_x.app-59\n  ```\n");
  expect(textOf(61)).toContain("\n  + aws_x.app-58\n  + aws_x.app-59\n  and 1 more\n  ```\n");
});

test("a person applies what is new, what changes and what retires, each told as what it is", () => {
  const of = (stack: string) => [affectedStack(stack, "bootstrap", { wave: null })];
  const affected = { ...nothingAffected, added: of("new"), changed: of("other"), retiring: of("old") };

  const text = renderComment(inputOf([], { affected }));

  expect(text).toContain("### Applied by a person: 3 stacks\n");
  expect(
    [...text.matchAll(/^- `(\w+)`\n\n[^`]*```diff\n(.*)\n/gm)].map(([, stack, line]) => [stack, line?.trim()]),
  ).toEqual([
    ["new", "+ no resource"],
    ["other", "! aws_kms_key.a: policy"],
    ["old", "! aws_kms_key.a: policy"],
  ]);
});

test("of a resource forty values are told", () => {
  const diffOf = (count: number) => {
    const values = (to: number) => Object.fromEntries(namesOf(count).map((name) => [name, to]));
    return exemplarDiff(summaryOf("app-a", "app-prod", plan(updated("aws_x.a", values(1), values(2)))), 10_000);
  };

  expect(diffOf(40)).toHaveLength(41);
  expect(diffOf(41).slice(-2)).toEqual(["    app-39: 1 → 2", "    and 1 more values"]);
});

test("what is lost comes first in a change, then what changes, then what is new, each by its address", () => {
  const changes = plan(
    { ...change("aws_x.j", { actions: ["no-op"] }), previous_address: "aws_x.was" },
    ...["i", "h"].map((name) => created(`aws_x.${name}`)),
    change("aws_x.g", { actions: ["no-op"], importing: { id: "x" } }),
    ...["f", "e"].map((name) => updated(`aws_x.${name}`, { a: 1 }, { a: 2 })),
    change("aws_x.d", { actions: ["forget"] }),
    change("aws_x.c", { actions: ["delete", "create"] }),
    ...["b", "a"].map((name) => deleted(`aws_x.${name}`)),
  );

  expect(exemplarDiff(summaryOf("app-a", "app-prod", changes), 10_000).filter((line) => !line.startsWith(" "))).toEqual(
    [
      "- aws_x.a (deleted)",
      "- aws_x.b (deleted)",
      "-/+ aws_x.c (deleted and created anew)",
      "- aws_x.d (left behind, no longer planned)",
      "! aws_x.e",
      "! aws_x.f",
      "! aws_x.g (exists already, and is taken over)",
      "+ aws_x.h",
      "+ aws_x.i",
      "! aws_x.j (only its place in the state)",
    ],
  );
});

test("a change of outputs alone is told as that", () => {
  expect(exemplarDiff(summaryOf("app-a", "app-prod", plan()), 10)).toEqual([
    "only outputs of the stack, which nothing reads",
  ]);
});

test("of what is new or lost only the values are told that decide about backups", () => {
  const lock = "aws_backup_vault_lock_configuration.a";
  const values = { min_retention_days: 7, backup_vault_name: "v", tags: { a: "1" } };

  expect(exemplarDiff(summaryOf("app-a", "app-prod", plan(created(lock, values))), 1_000)).toEqual([
    `+ ${lock}`,
    "    shortest retention of lock: 7d",
  ]);
  expect(exemplarDiff(summaryOf("app-a", "app-prod", plan(deleted(lock, values))), 1_000)).toEqual([
    `- ${lock} (deleted)`,
    "    shortest retention of lock: 7d → (none)",
  ]);
});

test("one resource is shown however long it is", () => {
  const changes = plan(updated("aws_x.a", { a: 1 }, { a: 2 }), updated("aws_x.b", { a: 1 }, { a: 2 }));

  expect(exemplarDiff(summaryOf("app-a", "app-prod", changes), 0)).toEqual([
    "! aws_x.a",
    "    a: 1 → 2",
    "and 1 more resource",
  ]);
});

test.each<[string, number, (input: ReportInput) => string]>([
  ["a comment", 4_000, renderComment],
  ["a job summary", 20_000, renderJobSummary],
])("%s shows of a change what fits into %i units, whole resources, and how many more there are", (_, most, render) => {
  // a resource is two lines, of which this is all but the address
  const rest = "! aws_x.\n    a: 1 → 2\n".length;
  const perResource = 200;
  const shown = (last: number) => {
    const addresses = Array.from(
      { length: most / perResource },
      (_, index) =>
        `aws_x.${String(index).padStart(index === most / perResource - 1 ? last : perResource - rest, "x")}`,
    );
    const text = render(
      inputOf([summaryOf("app-a", "app-prod", plan(...addresses.map((at) => updated(at, { a: 1 }, { a: 2 }))))]),
    );
    return /and (\d+) more resource/.exec(text)?.[0];
  };

  expect(shown(perResource - rest)).toBe(undefined);
  expect(shown(perResource - rest + 1)).toBe("and 1 more resource");
});

test("what could not be planned is sure of a tenth of a comment, and what is left behind of half of that", () => {
  const removed = [{ stack: "app-x", scope: "app-prod" as const, wave: 4, accountId: "666666666601", retired: false }];
  const input = inputOf([failed("app-a", "app-prod", "no")], { affected: { ...nothingAffected, removed } });

  expect(notPlannedSection(input).map(({ sure }) => sure)).toEqual([longestComment / 10]);
  expect(removedSection(input).map(({ sure }) => sure)).toEqual([longestComment / 20]);
});

test("a comment leaves room in what GitHub takes, a job summary takes all of it", () => {
  expect(65_536 - longestComment).toBe(5_536);
  expect(longestJobSummary).toBe(1024 ** 2);
});
