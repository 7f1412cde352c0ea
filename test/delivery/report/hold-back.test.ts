import { expect, test } from "vitest";
import type { Shard } from "../../../src/delivery/handoff/shard.ts";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { holdBack, reportIdOf } from "../../../src/delivery/report/hold-back.ts";
import { reviewedOf } from "../../../src/delivery/report/reviewed.ts";
import { wavesToApply } from "../../../src/delivery/report/waves-to-apply.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";
import { agreed } from "./support/agreed.ts";
import { change, created, deleted, failed, plan, summaryOf, updated } from "./support/plans.ts";

const to = (days: number) => plan(updated("aws_x.daily", { days: 35 }, { days }));
const a = summaryOf("app-a", "app-prod", to(90));
const b = summaryOf("app-b", "app-prod", to(91));
const same = summaryOf("app-same", "app-prod", plan());
const none = { standing: [], notJudged: [] };

test.each<[string, readonly StackSummary[], readonly StackSummary[], Readonly<Record<string, string>>]>([
  ["what was reviewed", [a, b], [a, b], {}],
  ["what was reviewed among more", [a], [a, b], {}],
  ["another change of a stack", [a, b], [a, summaryOf("app-b", "app-prod", to(60))], { "app-b": "differs" }],
  ["a stack that nobody was shown", [a, b], [a], { "app-b": "not-reviewed" }],
  ["the change of another stack", [a], [{ ...a, stack: "app-b" }], { "app-a": "not-reviewed" }],
  ["no review at all", [b, a], [], { "app-a": "not-reviewed", "app-b": "not-reviewed" }],
  ["what changes nothing", [same], [], {}],
  ["what could not be planned", [failed("app-x", "app-prod", "no")], [], {}],
])("of %s is held", (_, planned, shown, held) => {
  expect(Object.fromEntries(holdBack(planned, none, reviewedOf("c", shown), agreed, undefined).held)).toEqual(held);
});

test("a stack that takes over what it was reviewed to create is held until its report is accepted", () => {
  const role = { name: "lockstep-auditor" };
  const shown = summaryOf("app-a", "app-prod", plan(created("aws_iam_role.r", role)));
  const taking = summaryOf(
    "app-a",
    "app-prod",
    plan(
      change("aws_iam_role.r", {
        actions: ["no-op"],
        before: role,
        after: role,
        importing: { id: "lockstep-auditor" },
      }),
    ),
  );
  const held = (accept?: string) => holdBack([taking], none, reviewedOf("c", [shown]), agreed, accept).held;

  expect(Object.fromEntries(held())).toEqual({ "app-a": "differs" });
  expect(held(reportIdOf([taking])).size).toBe(0);
});

test("a stack with several reviewed changes is applied with any of them", () => {
  const shown = [...reviewedOf("c", [summaryOf("app-a", "app-prod", to(60))]).digests, ...reviewedOf("c", [a]).digests];

  expect(holdBack([a], none, { commit: "c", digests: shown }, agreed, undefined).held.size).toBe(0);
});

const policies = (cls: "prod" | "nonprod") => summaryOf(`policies-${cls}`, `policies-${cls}`, to(90));
const notReady = { ...summaryOf("app-new", "app-prod", plan()), outcome: "not-ready" as const };

test.each<[string, readonly StackSummary[], readonly string[], Readonly<Record<string, string>>]>([
  ["nothing is left", [a, policies("prod"), policies("nonprod")], [], {}],
  ["an account is not ready", [notReady, policies("prod"), policies("nonprod")], [], { "policies-prod": "waits" }],
  [
    "an account cannot be planned",
    [failed("app-x", "app-nonprod", "no"), policies("prod"), policies("nonprod")],
    ["app-x"],
    { "policies-nonprod": "waits" },
  ],
  [
    "what both classes share cannot be planned",
    [failed("shared", "shared", "no"), policies("prod"), policies("nonprod")],
    ["shared"],
    { "policies-nonprod": "waits", "policies-prod": "waits" },
  ],
  ["some stack left no plan, for what is no policy", [a], ["app-y"], {}],
  [
    "some stack left no plan",
    [policies("prod"), policies("nonprod")],
    ["app-y"],
    { "policies-nonprod": "waits", "policies-prod": "waits" },
  ],
  [
    "only other policies are left",
    [failed("policies-nonprod", "policies-nonprod", "no"), policies("prod")],
    ["policies-nonprod"],
    {},
  ],
])("when %s, policies that rely on it wait, whoever accepts them", (_, planned, notJudged, held) => {
  const decision = { standing: [], notJudged };

  for (const accept of [undefined, reportIdOf(planned)]) {
    expect(Object.fromEntries(holdBack(planned, decision, reviewedOf("c", planned), agreed, accept).held)).toEqual(
      held,
    );
  }
});

test.each<[string, StackSummary, readonly string[]]>([
  ["is not ready", notReady, []],
  ["cannot be planned", failed("app-new", "app-prod", "no"), ["app-new"]],
  ["is held", summaryOf("app-new", "app-prod", to(93)), []],
])("no policy waits for an account that leaves and %s", (_, leaving, notJudged) => {
  const planned = [a, leaving, policies("prod")];
  const shown = reviewedOf("c", [a, policies("prod")]);
  const heldWith = (leaves: readonly string[]) => [
    ...holdBack(planned, { standing: [], notJudged }, shown, agreed, undefined, new Set(leaves)).held.keys(),
  ];

  expect(heldWith(["app-new"])).not.toContain("policies-prod");
  expect(heldWith(["app-other"])).toContain("policies-prod");
});

test("policies wait for an account that is held, until it is accepted", () => {
  const planned = [a, policies("prod")];
  const shown = reviewedOf("c", [policies("prod")]);

  expect(Object.fromEntries(holdBack(planned, none, shown, agreed, undefined).held)).toEqual({
    "app-a": "not-reviewed",
    "policies-prod": "waits",
  });
  expect(holdBack(planned, none, shown, agreed, reportIdOf([a])).held.size).toBe(0);
});

test("a report is still that report when the rest of it has been applied in the meantime", () => {
  const shown = reviewedOf("c", [b]);
  const { held, reportId } = holdBack([a, b], none, shown, agreed, undefined);
  expect([...held.keys()]).toEqual(["app-a"]);

  expect(holdBack([a], none, shown, agreed, reportId)).toMatchObject({ held: new Map(), accepted: "this" });
});

test("an accepted report holds nothing back, another one changes nothing", () => {
  const nothing = reviewedOf("c", []);
  const id = reportIdOf([a, b]);

  expect(holdBack([a, b], none, nothing, agreed, id)).toMatchObject({ accepted: "this", held: new Map() });
  expect(holdBack([a, b, summaryOf("app-c", "app-prod", to(92))], none, nothing, agreed, id)).toMatchObject({
    accepted: "another",
    held: new Map([
      ["app-a", "not-reviewed"],
      ["app-b", "not-reviewed"],
      ["app-c", "not-reviewed"],
    ]),
  });
});

test("the id of a report is of all that changes and of nothing else", () => {
  expect(reportIdOf([b, same, a])).toBe(reportIdOf([a, b]));
  expect(reportIdOf([a])).toBe(sha256(`app-a ${a.digest}\n`));
  expect(reportIdOf([a])).not.toBe(reportIdOf([b]));
  expect(reportIdOf([same])).toBe(reportIdOf([]));
});

const stands = (stack: string): Diagnostic<StackResource> => ({
  rule: "delete",
  severity: "error",
  place: { stack, address: "a", path: [] },
  ...{ got: "m", why: "", use: "" },
});

test("what a guard stops is held whoever reviewed and accepted it", () => {
  const losing = summaryOf("app-c", "app-prod", plan(deleted("aws_x.a")));
  const reviewed = reviewedOf("c", [a, b, losing]);
  const id = reportIdOf([a, b, losing]);

  expect([
    ...holdBack([a, b, losing], { notJudged: [], standing: [stands("app-b")] }, reviewed, agreed, id).held,
  ]).toEqual([["app-b", "guard"]]);
  const others = reviewedOf("c", [a, b]);
  const ofOthers = reportIdOf([losing]);
  expect([
    ...holdBack([a, b, losing], { notJudged: [], standing: [stands("fleet")] }, others, agreed, ofOthers).held,
  ]).toEqual([["app-c", "guard"]]);
});

test("what was shown by itself is not held for what the fleet loses besides", () => {
  const losing = ["app-c", "app-d"].map((stack) => summaryOf(stack, "app-prod", plan(deleted("aws_x.a"))));
  const standing = { notJudged: [], standing: [stands("fleet")] };

  expect([...holdBack(losing, standing, reviewedOf("c", losing.slice(0, 1)), agreed, undefined).held]).toEqual([
    ["app-d", "guard"],
  ]);
});

const shard = (index: number, wave: number, scope: Shard["scope"], ...stacks: readonly string[]): Shard => ({
  index,
  wave,
  scope,
  stacks,
});

test("each wave has the shards in which something is left to apply, the others none", () => {
  const shards = [
    shard(4, 5, "policies-prod", "policies-prod"),
    shard(3, 4, "app-prod", "app-b"),
    shard(2, 4, "app-prod", "app-a", "app-b"),
    shard(1, 2, "app-nonprod", "app-x"),
    shard(0, 1, "shared", "app-same"),
  ];
  const planned = [
    a,
    b,
    same,
    failed("app-x", "app-nonprod", "no"),
    failed("policies-prod", "policies-prod", "", "not-ready"),
  ];

  expect([...wavesToApply(shards, planned, new Map([["app-b", "differs"]]))]).toEqual([
    [1, [{ scope: "shared", shard: 0 }]],
    [2, []],
    [3, []],
    [4, [{ scope: "app-prod", shard: 2 }]],
    [5, []],
  ]);
});
