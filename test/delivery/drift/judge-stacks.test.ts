import { describe, expect, test } from "vitest";
import { carriedFindings } from "../../../src/delivery/drift/carried-findings.ts";
import { judgeStacks, mergeFindings } from "../../../src/delivery/drift/judge-stacks.ts";
import type { DriftFinding } from "../../../src/delivery/handoff/drift-findings.ts";
import type { LedgerRecord } from "../../../src/delivery/ledger/read-ledger.ts";
import { failed, plan, summaryOf, updated } from "../report/support/plans.ts";

const scope = "app-prod" as const;
const seenAt = "2026-11-23T07:00:00.000Z";
const lock = "aws_backup_vault_lock_configuration.eu-west-2_lock";
const weaker = plan(updated(lock, { min_retention_days: 1 }, { min_retention_days: 7 }));
const due = (...stacks: readonly string[]) => stacks.map((stack) => ({ stack, scope }));

describe("what a look at a stack comes to", () => {
  test.each([
    ["no change", summaryOf("app-a", scope, plan()), "clean", ""],
    ["a change", summaryOf("app-a", scope, weaker), "drift", "1 update"],
    [
      "no way in",
      failed("app-a", scope, "x", "not-ready"),
      "not-ready",
      "the pipeline cannot enter its account any more",
    ],
    [
      "an error",
      failed("app-a", scope, "\nError: no app-a in 555555555501\n\n  on cdk.tf.json"),
      "error",
      "no <stack> in <account>",
    ],
    ["an error of no form", failed("app-a", scope, "\nkilled\nhere"), "error", "killed"],
    ["an error without words", failed("app-a", scope, ""), "error", "Terraform said nothing"],
    ["no summary", undefined, "error", "was not planned: its job did not come to an end"],
  ] as const)("%s", (_, summary, cls, words) => {
    const { judgements, findings } = judgeStacks(due("app-a"), summary ? [summary] : [], {}, seenAt);

    expect(judgements).toEqual([{ stack: "app-a", class: cls, words }]);
    const rules = { drift: "stack-drifted", "not-ready": "stack-not-ready", error: "stack-unseen", clean: null };
    expect(findings.map((finding) => [finding.rule, finding.place.stacks])).toEqual(
      cls === "clean" ? [] : [[rules[cls], { "app-a": seenAt }]],
    );
  });

  test.each([
    ["a change", summaryOf("app-a", scope, weaker)],
    ["an error", failed("app-a", scope, "Error: x")],
    ["nothing", undefined],
  ])("%s is no drift where something is pending", (_, summary) => {
    const reasons = { "app-a": "config differs from what was applied" };

    expect(judgeStacks(due("app-a"), summary ? [summary] : [], reasons, seenAt)).toEqual({
      judgements: [{ stack: "app-a", class: "pending", words: "config differs from what was applied" }],
      findings: [],
    });
  });

  test("stacks that drifted alike, or failed alike, are told together", () => {
    const other = plan(updated(lock, { min_retention_days: 2 }, { min_retention_days: 7 }));
    const summaries = [
      summaryOf("app-a", scope, weaker),
      summaryOf("app-b", scope, other),
      summaryOf("app-c", scope, weaker, { accountId: "555555555502" }),
      failed("app-d", scope, "Error: timeout of app-d in 555555555503"),
      failed("app-e", scope, "Error: timeout of app-e in 555555555504"),
    ];

    const { findings } = judgeStacks(due("app-a", "app-b", "app-c", "app-d", "app-e"), summaries, {}, seenAt);

    expect(findings.map(({ got, place, lines }) => [got, Object.keys(place.stacks), lines])).toEqual([
      [
        "shortest retention of lock: 1d → 7d",
        ["app-a", "app-c"],
        [`! ${lock}`, "    shortest retention of lock: 1d → 7d"],
      ],
      ["shortest retention of lock: 2d → 7d", ["app-b"], [`! ${lock}`, "    shortest retention of lock: 2d → 7d"]],
      ["timeout of <stack> in <account>", ["app-d", "app-e"], ["Error: timeout of app-d in 555555555503"]],
    ]);
  });
});

test("stacks that failed for other reasons, or in other scopes, are told apart", () => {
  const summaries = [
    failed("app-a", scope, "Error: timeout"),
    failed("app-b", scope, "Error: denied"),
    failed("app-c", "app-nonprod", "Error: denied"),
  ];
  const looked = [...due("app-a", "app-b"), { stack: "app-c", scope: "app-nonprod" }];

  const { findings } = judgeStacks(looked, summaries, {}, seenAt);

  expect(findings.map(({ got, place }) => [got, place])).toEqual([
    ["timeout", { scope, stacks: { "app-a": seenAt } }],
    ["denied", { scope, stacks: { "app-b": seenAt } }],
    ["denied", { scope: "app-nonprod", stacks: { "app-c": seenAt } }],
  ]);
});

test("of what Terraform said fifteen lines are kept, and of its first error 300 signs", () => {
  const said = (lines: number) => [`Error: ${"x".repeat(301)}`, ...Array(lines - 1).fill("because")].join("\n");
  const linesOf = (lines: number) =>
    judgeStacks(due("app-a"), [failed("app-a", scope, said(lines))], {}, seenAt).findings[0]?.lines.length;

  expect([14, 15, 16].map(linesOf)).toEqual([14, 15, 15]);
  expect(judgeStacks(due("app-a"), [failed("app-a", scope, said(2))], {}, seenAt).judgements).toEqual([
    { stack: "app-a", class: "error", words: `${"x".repeat(300)}…` },
  ]);
});

test("of a change that drifted 1,500 units are kept", () => {
  // a resource is two lines, of which this is all but the address
  const rest = "! aws_x.\n    a: 1 → 2\n".length;
  const linesOf = (last: number) => {
    const addresses = Array.from(
      { length: 10 },
      (_, index) => `aws_x.${`${index}`.padStart(index === 9 ? last : 150 - rest, "x")}`,
    );
    const drifted = plan(...addresses.map((address) => updated(address, { a: 1 }, { a: 2 })));
    return judgeStacks(due("app-a"), [summaryOf("app-a", scope, drifted)], {}, seenAt).findings[0]?.lines ?? [];
  };

  expect(linesOf(150 - rest)).toHaveLength(20);
  expect(linesOf(151 - rest).at(-1)).toBe("and 1 more resource");
});

const finding = (stacks: Readonly<Record<string, string>>, more: Partial<DriftFinding> = {}): DriftFinding => ({
  ...{ rule: "stack-drifted", severity: "error", place: { scope, stacks } },
  ...{ got: "t", why: "", use: "", shape: "s", lines: [] },
  ...more,
});

test("of two findings about one stack the first counts", () => {
  const merged = mergeFindings([
    finding({ "app-a": seenAt }),
    finding({ "app-a": "old", "app-b": "old" }, { shape: "o" }),
  ]);

  expect(merged).toEqual([finding({ "app-a": seenAt }), finding({ "app-b": "old" }, { shape: "o" })]);
});

describe("what an earlier run found", () => {
  const applied = (stack: string, appliedAt: string, more: object = {}) =>
    ({ stack, scope, entry: { stack, scope, appliedAt, ...more } }) as unknown as LedgerRecord;
  const ledger = [applied("app-a", "2026-11-23T06:59:59.000Z")];
  const before = finding({ "app-a": seenAt });

  test.each([
    ["stays", ledger, [], {}, [before]],
    ["is settled by a new look", ledger, ["app-a"], {}, []],
    ["is settled by an apply since", [applied("app-a", seenAt)], [], {}, []],
    ["is another matter once something is pending", ledger, [], { "app-a": "config differs" }, []],
    ["goes with the stack", [], [], {}, []],
    ["goes with a retired stack", [applied("app-a", "", { retired: true })], [], {}, []],
    [
      "goes when its ledger entry is broken",
      [{ stack: "app-a", scope, entry: { broken: "x" }, isLost: false } as const],
      [],
      {},
      [],
    ],
    ["stays where another stack was looked at", ledger, ["app-b"], { "app-c": "was never applied" }, [before]],
  ] as const)("%s", (_, records, looked, reasons, expected) => {
    expect(carriedFindings([before], new Set(looked), records, reasons)).toEqual(expected);
  });

  test("of several stacks only those that are settled go", () => {
    const both = finding({ "app-a": seenAt, "app-b": seenAt });

    expect(carriedFindings([both], new Set(["app-b"]), ledger, {})).toEqual([before]);
  });
});
