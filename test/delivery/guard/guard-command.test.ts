import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { guard } from "../../../src/commands/guard.ts";
import { readAllowances } from "../../../src/config/allowances.ts";
import { decide } from "../../../src/delivery/guard/decide.ts";
import { judgeByGuard } from "../../../src/delivery/guard/guard-rule.ts";
import { type FleetLimit, fleetDeletes } from "../../../src/delivery/guard/rules/fleet-deletes.ts";
import { type AffectedStacks, affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { type StackSummary, summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import type { PlanAction } from "../../../src/delivery/terraform/plan-json.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";
import { jsonOf } from "../../../src/diagnostics/render/json.ts";
import { pipelineScopes } from "../../../src/names.ts";
import { configWith, problemsOf } from "../../support/config.ts";
import { affectedStack, appJson, nothingAffected, writeTree } from "../affected/support/trees.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const today = "2026-11-23";
const shortened: Diagnostic<StackResource> = {
  rule: "retention-lowered",
  severity: "error",
  place: { stack: "policies-prod", address: "aws_organizations_policy.gold", path: [] },
  got: "rule daily of plan gold keeps for 89 days instead of 90 days",
  why: "",
  use: "keep 90 days",
};
const summary = (stack: string, change: Partial<StackSummary> = {}): StackSummary => ({
  stack,
  scope: pipelineScopes.find(({ scope }) => scope === stack)?.scope ?? "app-prod",
  wave: 4,
  outcome: "changed",
  digest: sha256("d"),
  shape: sha256("s"),
  changes: [],
  violations: [],
  error: "",
  planFile: null,
  ...change,
});
const changes = (...actions: readonly PlanAction[]) => [{ address: "a", type: "t", actions, attributes: [] }];
const allowance = {
  stack: "policies-prod",
  address: shortened.place.address,
  action: "retention-lowered",
  reason: "decided by the board of backups",
  expires: "2026-12-23",
};
const entry = (change: Partial<Record<keyof typeof allowance, string>> = {}) =>
  `- ${Object.entries({ ...allowance, ...change })
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n  ")}\n`;

/** What reading `allowances.yaml` of this text comes to. */
function read(text: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "allowances.yaml"), text);
  const allowances = readAllowances(folder, today);
  const lines = (problems: typeof allowances.problems) =>
    problems
      .map(jsonOf)
      .map(({ severity, line, column, key, message }) => `${severity} ${line}:${column} ${key}: ${message}`);
  return { ...allowances, lines: lines(allowances.problems), unused: lines(allowances.warnOfUnused([0])) };
}

test.each([
  ["no file but comments", "# none\n", []],
  ["an empty list", "[]", []],
  ["an entry of today's last day", entry({ expires: today }), []],
  [
    "an entry that is over",
    entry({ expires: "2026-11-22" }),
    [
      "warning 5:12 [0].expires: got 2026-11-22, which is over: it allows nothing any more; remove the entry, or have it reviewed anew with a later day",
    ],
  ],
  ["an entry for thirty days", entry({ expires: "2026-12-23" }), []],
  [
    "an entry for longer",
    entry({ expires: "2026-12-24" }),
    ["error 5:12 [0].expires: got 2026-12-24, more than 30 days ahead; use 2026-12-23 or earlier"],
  ],
  [
    "no such day",
    entry({ expires: "2026-11-31" }),
    ['error 5:12 [0].expires: got "2026-11-31"; use a day, such as "2027-01-31"'],
  ],
  [
    "no reason",
    entry().replace(/ {2}reason.*\n/, ""),
    ["error 1:3 [0].reason: missing; write a sentence that says why, of at least 10 characters"],
  ],
  [
    "a reason that is none",
    entry({ reason: "ok" }),
    ['error 4:11 [0].reason: got "ok"; use a sentence that says why, of at least 10 characters'],
  ],
  [
    "a key that is not known",
    entry().replace("reason", "resaon"),
    [
      "error 1:3 [0].reason: missing; write a sentence that says why, of at least 10 characters",
      "error 4:3 [0].resaon: unknown key; did you mean reason?",
    ],
  ],
  [
    "a rule that is not known",
    entry({ action: "update" }),
    ['error 3:11 [0].action: got "update"; use the id of the guard\'s rule, such as retention-lowered'],
  ],
  [
    "all stacks",
    entry({ stack: '"*"' }),
    [
      'error 1:10 [0].stack: got "*"; use a stack, such as app-sandbox, or the beginning of several names with * at the end, such as app-*',
    ],
  ],
  [
    "a mapping",
    "stack: a\n",
    [
      "error 1:1 : got a mapping of stack; use a list of allowances, each with stack, address, action, reason and expires",
    ],
  ],
  [
    "an entry that is a text",
    "- a\n",
    ['error 1:3 [0]: got "a"; use a mapping of stack, address, action, reason and expires'],
  ],
  [
    "no YAML",
    "- [",
    [
      "error 1:4 : not readable as YAML: got no end of a text, list or mapping; write the quote or bracket that ends it",
    ],
  ],
])("allowances.yaml with %s", (_, text, lines) => {
  expect(read(text).lines).toEqual(lines);
});

test("there need not be an allowances.yaml, and an error leaves no entry in force", () => {
  expect(readAllowances(temporaryFolder(), today)).toMatchObject({ entries: [], problems: [] });
  expect(read(entry() + entry({ reason: "ok" })).entries).toEqual([]);
  expect(read(entry()).entries).toEqual([allowance]);
});

test("an entry that is over is not in force, and the others are", () => {
  const { entries, warnOfUnused } = read(entry({ expires: "2026-11-22" }) + entry());

  expect(entries).toEqual([allowance]);
  // the place is that of the file, which still has the other
  expect(warnOfUnused([0]).map(({ place }) => place.line)).toEqual([6]);
});

test("an entry that is over is an error where a change writes or edits it, and a warning where it stood before", () => {
  const over = entry({ expires: "2026-11-22" });
  const folderWith = (text: string | null) => {
    const folder = temporaryFolder();
    if (text !== null) writeFileSync(join(folder, "allowances.yaml"), text);
    return folder;
  };
  const severities = (before: string | null, after: string) =>
    readAllowances(folderWith(after), today, folderWith(before)).problems.map(({ rule, severity }) => [rule, severity]);
  const warned = ["allowance-expired", "warning"];
  const refused = ["allowance-written-too-late", "error"];

  expect(severities(over, over)).toEqual([warned]);
  expect(severities(over, entry({ stack: "app-other" }) + over)).toEqual([warned]);
  expect(severities(null, over)).toEqual([refused]);
  expect(severities("- [", over)).toEqual([refused]);
  expect(severities(entry({ expires: "2026-11-21" }), over)).toEqual([refused]);
  expect(severities(entry({ expires: "2026-11-22", reason: "another reason than before" }), over)).toEqual([refused]);
});

test("an entry that nothing matches is a warning at its place", () => {
  expect(read(`# kept\n${entry()}`).unused).toEqual([
    "warning 2:3 [0]: matches nothing that is planned; remove it once its change is applied",
  ]);
});

test("allowances.yaml may lie in the config folder, and nothing else new may", () => {
  expect(problemsOf(configWith({ "allowances.yaml": "- what the guard alone judges\n" }))).toEqual([]);
  expect(problemsOf(configWith({ "allowance.yaml": "" }))).toHaveLength(1);
});

test.each([
  ["its stack, address and rule", {}, true],
  ["the beginning of its stack", { stack: "policies-*" }, true],
  ["another stack", { stack: "policies-nonprod" }, false],
  ["a stack whose name begins alike", { stack: "policies" }, false],
  ["another address", { address: "aws_organizations_policy.silver" }, false],
  ["a pattern for an address", { address: "aws_organizations_policy.*" }, false],
  ["another rule", { action: "copy-removed" }, false],
])("an allowance that names %s", (_, change, passes) => {
  const planned = [summary("policies-prod", { violations: [shortened] })];
  const { standing, allowed, unused } = decide([], planned, [], [{ ...allowance, ...change }]);

  expect([standing.length, allowed.length, unused]).toEqual(passes ? [0, 1, []] : [1, 0, [0]]);
  const { reason, expires } = allowance;
  expect([...standing, ...allowed]).toEqual([passes ? { ...shortened, allowance: { reason, expires } } : shortened]);
});

test("an allowance lets pass what it names and nothing beside it", () => {
  const other = { ...shortened, rule: "copy-removed" };
  const planned = [summary("policies-prod", { violations: [shortened, other] })];

  expect(decide([], planned, [], [allowance]).standing).toEqual([other]);
});

const apps = (count: number, ...actions: readonly PlanAction[]) =>
  Array.from({ length: count }, (_, index) =>
    summary(`app-${actions.join("-")}-${index}`, { changes: changes(...actions) }),
  );
const held = (summaries: readonly StackSummary[], limit: FleetLimit = {}) =>
  judgeByGuard(fleetDeletes, summaries, limit).length > 0;

test.each([
  ["one account, were it the only one", apps(1, "delete"), {}, false],
  ["two of two", apps(2, "delete"), {}, true],
  ["two of ten, a fifth", [...apps(2, "delete"), ...apps(8, "update")], {}, false],
  ["two of nine", [...apps(2, "delete"), ...apps(7, "update")], {}, true],
  ["two of ten, of which two are planned", apps(2, "delete"), { accounts: 10 }, false],
  ["three of ten, of which three are planned", apps(3, "delete"), { accounts: 10 }, true],
  ["three of ten at three tenths", apps(3, "delete"), { accounts: 10, share: 0.3 }, false],
  ["two of many where none may", apps(2, "delete"), { accounts: 100, share: 0 }, true],
  ["replacements", apps(2, "delete", "create"), {}, true],
  ["what is forgotten", apps(2, "forget"), {}, true],
  ["what is only changed", apps(9, "update"), {}, false],
  [
    "stacks of no application account",
    [summary("shared", { changes: changes("delete") }), summary("management", { changes: changes("delete") })],
    {},
    false,
  ],
])("deletes in %s", (_, summaries, limit, isHeld) => {
  expect(held(summaries, limit)).toBe(isHeld);
});

test("the fleet's violation names accounts and the way out", () => {
  expect(judgeByGuard(fleetDeletes, apps(6, "delete"), { accounts: 20 })).toMatchObject([
    {
      rule: "fleet-deletes",
      place: { stack: "fleet", address: "app-*", path: [] },
      got: "6 of 20 application accounts would have something deleted (app-delete-0, app-delete-1, app-delete-2, app-delete-3, app-delete-4 and 1 more)",
      use: "use a change that deletes in 4 at most",
    },
  ]);
});

/** Runs the command in a folder of its own. @returns what it said, and its exit code */
async function run(options: {
  readonly files: Readonly<Record<string, StackSummary | string>>;
  readonly affected?: Partial<AffectedStacks>;
  readonly allowances?: string;
  readonly share?: number;
  /** In a deploy, stacks whose change was shown. */
  readonly shown?: readonly string[];
}) {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  mkdirSync(join(folder, "plans"));
  mkdirSync(join(folder, "config"));
  for (const [file, value] of Object.entries(options.files)) {
    write(`plans/${file}`, typeof value === "string" ? value : summaryFile.text(value));
  }
  write("affected.json", affectedFile.text({ ...nothingAffected, ...options.affected }));
  const names = Array.from({ length: 9 }, (_, index) => String(index));
  const head = writeTree(Object.fromEntries(names.map((name) => [`app-${name}`, appJson(name)])));
  const { shown } = options;
  if (shown)
    write(
      "report/reviewed.json",
      reviewedFile.text({ commit: "c", digests: shown.map((stack) => ({ stack, digest: sha256("d") })) }),
    );
  if (options.allowances !== undefined) write("config/allowances.yaml", options.allowances);

  const said: string[] = [];
  const say = (text: unknown) => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, "write").mockImplementation(say);
  vi.spyOn(process.stderr, "write").mockImplementation(say);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const code = await guard(join(folder, "config"), {
    plans: join(folder, "plans"),
    affected: join(folder, "affected.json"),
    head,
    expectation: undefined,
    reviewed: shown && join(folder, "report"),
    share: options.share,
    today,
  }).catch((error: Error) => error.message.replaceAll(folder, ""));
  return { code, said: said.join("").replaceAll(folder, "") };
}
const policies = summary("policies-prod", { violations: [shortened] });
const changed = { changed: [affectedStack("policies-prod", "policies-prod")] };

test("nothing planned and nothing affected is fine", async () => {
  expect(await run({ files: {} })).toEqual({ code: 0, said: "guard: none stand, none allowed\n" });
});

test("a violation stops the run, and is told with the way to let it pass", async () => {
  expect(await run({ files: { "shard-0/policies-prod.json": policies }, affected: changed })).toEqual({
    code: 1,
    said: [
      "policies-prod: aws_organizations_policy.gold: retention-lowered: rule daily of plan gold keeps for 89 days instead of 90 days; keep 90 days",
      "",
      "To let one pass, have an entry reviewed in config/allowances.yaml, such as:",
      "- stack: policies-prod",
      '  address: "aws_organizations_policy.gold"',
      "  action: retention-lowered",
      "  reason: why it is meant",
      "  expires: the last day it holds, at most 30 days ahead",
      "",
      "guard: 1 stand, none allowed",
      "",
    ].join("\n"),
  });
});

test("an allowance that is over lets nothing pass, and stops nothing that it does not name", async () => {
  const allowances = entry({ expires: "2026-11-22" });

  const named = await run({ files: { "a.json": policies }, affected: changed, allowances });
  const unrelated = await run({ files: {}, allowances });

  expect([named.code, unrelated.code]).toEqual([1, 0]);
  expect(named.said).toContain("guard: 1 stand, none allowed");
  expect(unrelated.said).toContain("got 2026-11-22, which is over: it allows nothing any more");
});

test("no text of a summary breaks out of its line", async () => {
  const strange = { ...shortened, got: "gone\n::add-mask::x\u001b[2J\u2028", use: "" };
  const { said } = await run({ files: { "a.json": summary("policies-prod", { violations: [strange] }) } });

  expect(said.split("\n")[0]).toBe(
    "policies-prod: aws_organizations_policy.gold: retention-lowered: gone\\n::add-mask::x\\u001b[2J\\u2028",
  );
});

test("an allowed violation does not, and is told with its reason", async () => {
  const { code, said } = await run({ files: { "a.json": policies }, affected: changed, allowances: entry() });

  expect(code).toBe(0);
  expect(said).toContain("allowed until 2026-12-23: policies-prod: aws_organizations_policy.gold: retention-lowered: ");
  expect(said).toContain("(decided by the board of backups)\n\nguard: none stand, 1 allowed\n");
});

test("an allowance for something else is warned of", async () => {
  const { code, said } = await run({ files: {}, allowances: entry() });

  expect(code).toBe(0);
  expect(said).toContain(
    "/config/allowances.yaml:1:3 warning [0]: matches nothing that is planned; remove it once its change is applied\n",
  );
});

test("with an allowance that is wrong nothing is judged", async () => {
  expect(await run({ files: {}, allowances: entry({ expires: "2026-12-24" }) })).toEqual({
    code: 1,
    said: "/config/allowances.yaml:5:12 [0].expires: got 2026-12-24, more than 30 days ahead; use 2026-12-23 or earlier\n\n1 error\nnothing was judged\n",
  });
});

test("a stack that could not be planned, or left no summary, is not taken for harmless", async () => {
  const failed = summary("app-1", { outcome: "failed", error: "no role" });
  const affected = {
    added: [
      ...["app-1", "app-2"].map((stack) => affectedStack(stack, "app-prod")),
      affectedStack("bootstrap", "bootstrap", { wave: null }),
    ],
  };

  expect(await run({ files: { "app-1.json": failed }, affected })).toEqual({
    code: 1,
    said: [
      "app-1: could not be planned and is not judged; mend its plan first",
      "app-2: could not be planned and is not judged; mend its plan first",
      "",
      "guard: none stand, none allowed, 2 not judged",
      "",
    ].join("\n"),
  });
});

test("an account that is not ready yet stops nothing", async () => {
  const notReady = summary("app-1", { outcome: "not-ready" });
  const affected = { added: [affectedStack("app-1", "app-prod")] };

  expect(await run({ files: { "a.json": notReady }, affected })).toMatchObject({ code: 0 });
});

test("deletes in many accounts are held once for all, unless allowed for the fleet", async () => {
  const files = Object.fromEntries(
    ["app-1", "app-2"].map((stack) => [`${stack}.json`, summary(stack, { changes: changes("delete") })]),
  );
  const fleet = entry({ stack: "fleet", address: '"app-*"', action: "fleet-deletes" });

  expect(await run({ files })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^fleet: app-\*: fleet-deletes: 2 of 9 /),
  });
  expect(await run({ files, share: 0.23 })).toMatchObject({ code: 0 });
  expect(await run({ files, allowances: fleet })).toMatchObject({ code: 0 });
});

test("deletes that were shown were each held against the limit already, and are not added up in a deploy", async () => {
  const stacks = ["app-1", "app-2", "app-3"];
  const files = Object.fromEntries(
    stacks.map((stack) => [`${stack}.json`, summary(stack, { changes: changes("delete") })]),
  );

  expect(await run({ files, shown: stacks })).toMatchObject({ code: 0 });
  expect(await run({ files, shown: ["app-1", "app-2"] })).toMatchObject({ code: 0 });
  expect(await run({ files, shown: ["app-1"] })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^fleet: app-\*: fleet-deletes: 2 of 9 application accounts .*\(app-2, app-3\)/),
  });
  expect(await run({ files, shown: [] })).toMatchObject({ code: 1 });
});

test("an account whose file is gone stops the run", async () => {
  const removed = [
    { stack: "app-old", scope: "app-prod" as const, wave: 4, accountId: "555555555501", retired: false },
  ];

  expect(await run({ files: {}, affected: { removed } })).toMatchObject({
    code: 1,
    said: expect.stringMatching(
      /^app-old: app-old: stack-removed: got no file of account 555555555501 any more; .*state: retired/,
    ),
  });
});

test("summaries that are none are an error that names each of them: what was left out would look harmless", async () => {
  const use = "use what `lockstep plan` or `drift detect` wrote";

  const { code, said } = await run({ files: { "a.json": "{", "b/c.json": "1", "d.json": policies } });

  expect(String(code).split("\n")).toEqual([
    expect.stringMatching(/^\/plans\/a\.json: got no JSON \(.+\); use what `lockstep plan` or `drift detect` wrote$/),
    `/plans/b/c.json: got 1 where an object must be; ${use}`,
  ]);
  expect(said).toBe("");
});
