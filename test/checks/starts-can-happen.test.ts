import { expect, test } from "vitest";
import { checkEstate } from "../../src/checks/index.ts";
import { isolatedRpoNotKept } from "../../src/checks/isolated-rpo-not-kept.ts";
import { recoveryPointGap } from "../../src/checks/recovery-point-gap.ts";
import { rpoNotKept } from "../../src/checks/rpo-not-kept.ts";
import { startRefused } from "../../src/checks/start-refused.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import type { OwnWindows, Plan } from "../../src/model.ts";
import { estateWith, lines, type PromiseAndTypes, planOf, type ShortRule } from "../proof/support/plans.ts";
import { configWith, estateOf } from "../support/config.ts";
import { saidBy } from "../support/said.ts";

const judged = saidBy(startRefused, rpoNotKept, isolatedRpoNotKept, recoveryPointGap);
const found = (rules: readonly ShortRule[], promise: PromiseAndTypes, changed: Partial<Plan> = {}) =>
  lines(judged(estateWith({ ...planOf(rules, promise), ...changed })));

const nightly: ShortRule = { name: "nightly", cron: "0 5 ? * * *", completeHours: 6, copyHours: 2, localDays: 21 };
const of = (types: readonly string[]): PromiseAndTypes => ({ rpoHours: 36, isolatedHours: 48, types });
const absent = { "RDS Multi-AZ cluster": "none in the probe" };
const somewhere: OwnWindows = { fromMinute: 22 * 60, toMinute: 23 * 60 };

const stretches = {
  databases: "from 1h before windows of its own to their end (3h at a stretch)",
  fsx: "FSx for Lustre, FSx for ONTAP, FSx for OpenZFS and FSx for Windows from 3h before windows of their own to their end (7h at a stretch)",
};
const resting = "those may lie anywhere; promise.rpo of 36h and promise.isolatedRpo of 2d rest on such starts";
const elsewhere =
  "ownWindows: 23:00-00:00 (UTC) once those windows lie there, or at another time that no start window lies in";

test("an hour to start is not sure of an RDS instance, and each way out is said", () => {
  expect(found([nightly], of(["RDS"]))).toEqual([
    `start-refused rules.nightly.startWithin: got 1h; AWS starts no backup of RDS instance ${stretches.databases}, and ${resting}; use 210m, or continuous: true, or ${elsewhere}`,
  ]);
});

test("FSx refuses for longer, and the promise that would hold with a window to match is said", () => {
  expect(found([nightly], of(["FSx"]))).toEqual([
    `start-refused rules.nightly.startWithin: got 1h; AWS starts no backup of ${stretches.fsx}, and ${resting}; use 450m with promise.rpo of 2250m, or ${elsewhere}`,
  ]);
});

test("several kinds are one finding", () => {
  const [finding, ...more] = found([nightly], of(["DocumentDB", "FSx"]), { absent });

  expect(more).toEqual([]);
  expect(finding).toContain(`DocumentDB ${stretches.databases}, nor of ${stretches.fsx}`);
});

test.each([
  ["EBS", [nightly], of(["EBS", "EFS", "S3", "DynamoDB"]), {}],
  ["a window that outlasts what is refused", [{ ...nightly, startHours: 4 }], of(["RDS"]), {}],
  ["AWS's own default", [{ ...nightly, startHours: 8, completeHours: 4 }], of(["RDS", "FSx"]), {}],
  ["windows that lie elsewhere", [nightly], of(["RDS", "FSx"]), { ownWindows: somewhere }],
  ["continuous backup", [{ ...nightly, continuous: true }], of(["RDS"]), {}],
  [
    "kinds that there are none of",
    [nightly],
    of(["Aurora"]),
    { absent: { ...absent, DocumentDB: "none in the probe", Neptune: "none in the probe" } },
  ],
] as const)("nothing is said of %s", (_, rules, promise, changed) => {
  expect(found(rules, promise, changed)).toEqual([]);
});

test("what selects Aurora selects kinds that do refuse", () => {
  expect(found([nightly], of(["Aurora"]))).toHaveLength(1);
});

test("continuous backup of RDS is no way out for what has none", () => {
  const [finding = ""] = found([nightly], of(["RDS", "DocumentDB"]), { absent });

  expect(finding).toContain("DocumentDB and RDS instance");
  expect(finding).not.toContain("continuous");
});

test("of what has continuous backup the copies alone rest on starts", () => {
  const rules = [
    { ...nightly, continuous: true },
    { ...nightly, name: "monthly", cron: "0 5 1 * ? *", localDays: 35, centralDays: 60 },
  ];

  expect(found(rules, { rpoHours: 36, isolatedHours: 60, types: ["RDS", "EBS"] })).toEqual([]);
  expect(found(rules, { rpoHours: 36, isolatedHours: 48, types: ["RDS", "EBS"] })[0]).toContain(
    "without such starts up to 57h may be lost, and promise.isolatedRpo is 2d; use",
  );
});

test("continuous backup is no way out where no rule could have it", () => {
  const [finding = ""] = found([{ ...nightly, localDays: 36, centralDays: 36 }], of(["RDS"]));

  expect(finding).toContain("RDS instance");
  expect(finding).not.toContain("continuous");
});

test("a longer window is no way out where the jobs would then be in each other's way", () => {
  const fourHourly = { ...nightly, name: "four-hourly", cron: "0 0/4 ? * * *", completeHours: 1, copyHours: 1 };
  const [finding = ""] = found([fourHourly], of(["Neptune"]), { absent });

  expect(finding).toContain("use ownWindows: 23:00-00:00 (UTC)");
});

test("windows in a time that config knows are said by the start that they take", () => {
  const ownWindows = { fromMinute: 6 * 60, toMinute: 7 * 60 };

  expect(found([nightly], of(["RDS"]), { ownWindows })).toEqual([
    `start-refused rules.nightly.startWithin: got 1h; AWS starts no backup of RDS instance from 1h before windows of its own to their end (2h at a stretch), and ownWindows of 06:00-07:00 leave no time after the start at 05:00; promise.rpo of 36h and promise.isolatedRpo of 2d rest on such starts; use 150m, or continuous: true, or ${elsewhere}`,
  ]);
});

test("what is left without the starts that may be refused is counted", () => {
  const fourHourly = { ...nightly, name: "four-hourly", cron: "0 0/4 ? * * *", completeHours: 1, copyHours: 1 };
  const ownWindows = { fromMinute: 11 * 60, toMinute: 12 * 60 };

  expect(found([fourHourly], { rpoHours: 8, isolatedHours: 12, types: ["FSx"] }, { ownWindows })).toEqual([
    `start-refused rules.four-hourly.startWithin: got 1h; AWS starts no backup of FSx for Lustre, FSx for ONTAP, FSx for OpenZFS and FSx for Windows from 3h before windows of their own to their end (4h at a stretch), and ownWindows of 11:00-12:00 leave no time after the start at 08:00; without such starts up to 10h may be lost, and promise.rpo is 8h; use ownWindows: 19:30-20:30 (UTC) once those windows lie there, or at another time that no start window lies in`,
  ]);
});

test("a promise that is not kept anyway is an error of its own", () => {
  expect(
    found([nightly], { rpoHours: 24, isolatedHours: 24, types: ["RDS"] }).map((line) => line.split(" ")[0]),
  ).toEqual(["rpo-not-kept", "isolated-rpo-not-kept"]);
});

test("a window that nobody wrote is called the default", () => {
  const plan = planOf([nightly], of(["RDS"]));
  const rules = plan.rules.map((rule) => ({ ...rule, defaultWindows: ["startWithin"] as const }));

  expect(found([nightly], of(["RDS"]), { rules })[0]).toMatch(/^start-refused \S+: got 1h \(the default\); AWS starts/);
});

test.each([
  ["a longer window", [{ ...nightly, startHours: 3.5 }], of(["RDS"]), {}],
  ["continuous backup", [{ ...nightly, continuous: true }], of(["RDS"]), {}],
  ["a time for the windows", [nightly], of(["RDS"]), { ownWindows: { fromMinute: 23 * 60, toMinute: 0 } }],
  ["a longer window with another promise", [{ ...nightly, startHours: 7.5 }], { ...of(["FSx"]), rpoHours: 37.5 }, {}],
] as const)("advice that is followed leaves nothing to say: %s", (_, rules, promise, changed) => {
  expect(found(rules, promise, changed)).toEqual([]);
});

test.each([
  [
    "bronze",
    "ownWindows: 16:00-17:00\nspread: 12h",
    /at 03:00, which spread puts off by up to 690m; .*; use spread: 8h, or /,
  ],
  [
    "gold",
    "ownWindows: 19:30-20:30\nspread: 2h",
    /at 16:00, which spread puts off by up to 90m; .*; use the plan without spread, or /,
  ],
])("a spread that leaves no time in %s is named, with the longest that does", (name, keys, told) => {
  const spreadOf = (written: string) => (text: string) => `${text.replace(/^ownWindows: .*\n/m, "")}${written}\n`;
  const said = (written: string) =>
    checkEstate(estateOf(configWith({ [`plans/${name}.yaml`]: spreadOf(written) })))
      .filter(({ rule }) => rule === "start-refused")
      .map(sentence);

  expect(said(keys)).toEqual([expect.stringMatching(told)]);
  const [, way = ""] = /use (spread: \d+h|the plan without spread)/.exec(said(keys)[0] ?? "") ?? [];
  expect(said(keys.replace(/spread: .*/, way.startsWith("spread") ? way : ""))).toEqual([]);
});
