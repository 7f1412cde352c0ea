import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { refusedTimesTable } from "../../src/aws/tables/refused-times-table.ts";
import { provenLocally, provePlan } from "../../src/proof/plan-proof.ts";
import { sureStarts } from "../../src/proof/sure-starts.ts";
import { planOf, type ShortRule } from "./support/plans.ts";

const nightly: ShortRule = { name: "nightly", cron: "0 5 ? * * *", localDays: 30 };
const hours = 60;

function kindOf(name: string) {
  const kind = resourceKinds.find((each) => each.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
}

/** What may be lost of a kind, in minutes, or how nothing is sure to be left. */
function lost(
  name: string,
  rules: readonly ShortRule[],
  ownWindows: { fromMinute: number; toMinute: number } | null = null,
) {
  const loss = provenLocally(provePlan({ ...planOf(rules), ownWindows }), kindOf(name));
  return "minutes" in loss ? loss.minutes : loss.kind;
}

test("every kind of the table is one that there is", () => {
  const names = resourceKinds.map(({ name }) => name);
  const kinds = refusedTimesTable.rows.flatMap((row) => row.kinds);

  expect(kinds.length).toBeGreaterThan(8);
  expect(kinds.filter((kind) => !names.includes(kind))).toEqual([]);
  expect(new Set(kinds).size).toBe(kinds.length);
});

test.each([
  ["RDS instance", 3.5],
  ["RDS Multi-AZ cluster", 3.5],
  ["DocumentDB", 3.5],
  ["Neptune", 3.5],
  // no window for backups of its own
  ["Redshift", 110 / 60],
  ["FSx for Lustre", 7.5],
  ["FSx for ONTAP", 7.5],
  ["FSx for OpenZFS", 7.5],
  ["FSx for Windows", 7.5],
])("a start window of %s counts when it outlasts what is refused at a stretch: %d hours", (name, needed) => {
  const loss = (startHours: number) => lost(name, [{ ...nightly, startHours }]);

  expect(loss(needed)).toBe((24 + needed + 4) * hours);
  expect(loss(needed - 1 / 60)).toBe("refused");
});

test("AWS's default of 8 hours counts for every kind", () => {
  const losses = resourceKinds.map(({ name }) => lost(name, [{ ...nightly, startHours: 8 }]));

  expect(new Set(losses)).toEqual(new Set([36 * hours]));
});

test.each(["Aurora", "EBS", "EFS", "S3", "DynamoDB", "Storage Gateway", "Timestream"])(
  "%s refuses nothing, so that an hour counts",
  (name) => {
    expect(sureStarts(planOf([nightly]), kindOf(name))).toBeNull();
    expect(lost(name, [nightly])).toBe(29 * hours);
  },
);

test("what a kind refuses counts for that kind alone", () => {
  const proof = provePlan(planOf([nightly]));

  expect(proof.of(kindOf("DocumentDB"))).toEqual({
    local: { kind: "refused" },
    home: { kind: "refused" },
    further: { kind: "refused" },
  });
  expect(proof.of(kindOf("EBS")).home).toBe(proof.home);
  expect(proof.home).toMatchObject({ kind: "bounded", minutes: 37 * hours });
});

test("a rule whose window is long enough is all that counts", () => {
  const rules = [nightly, { ...nightly, name: "weekly", cron: "0 9 ? * SUN *", startHours: 4, localDays: 14 }];

  expect(lost("Neptune", rules)).toBe((7 * 24 + 8) * hours);
  expect(lost("EBS", rules)).toBe(29 * hours);
});

test("where nothing is copied nothing is refused", () => {
  expect(provePlan(planOf([{ ...nightly, centralDays: null }])).of(kindOf("Neptune")).home).toEqual({ kind: "none" });
});

const span = (from: number, to: number) => ({ fromMinute: from * 60, toMinute: to * 60 });

test.each([
  ["DocumentDB", "far from the start", span(19, 20), 29 * hours],
  ["DocumentDB", "over midnight", span(23, 0), 29 * hours],
  ["DocumentDB", "an hour after the start window, which is refused before", span(6, 7), "refused"],
  ["DocumentDB", "with ten minutes before what is refused", { fromMinute: 370, toMinute: 430 }, 29 * hours],
  ["DocumentDB", "with nine minutes before what is refused", { fromMinute: 369, toMinute: 429 }, "refused"],
  ["DocumentDB", "with ten minutes after it", { fromMinute: 270, toMinute: 350 }, 29 * hours],
  ["DocumentDB", "with nine minutes after it", { fromMinute: 270, toMinute: 351 }, "refused"],
  ["FSx for Windows", "three hours after the start", span(8, 9), "refused"],
  ["FSx for Windows", "four hours after it", span(9, 10), 29 * hours],
  ["FSx for Windows", "for most of the day", span(10, 6), "refused"],
] as const)("windows of %s that lie %s decide which starts count", (name, _, ownWindows, expected) => {
  expect(lost(name, [nightly], ownWindows)).toBe(expected);
});

test("a long start window has room behind what is refused, where it has too little before", () => {
  const long = { ...nightly, startHours: 3 };

  expect(lost("DocumentDB", [long], { fromMinute: 365, toMinute: 425 })).toBe(31 * hours);
  // refused from 05:05 to 07:51
  expect(lost("DocumentDB", [long], { fromMinute: 365, toMinute: 471 })).toBe("refused");
});

test("where every start is sure nothing is proven twice", () => {
  const proof = provePlan(planOf([{ ...nightly, startHours: 8 }]));

  expect(proof.of(kindOf("FSx for Lustre")).local).toBe(proof.local);
});

test("a start is counted by its own time of the day", () => {
  const fourHourly: ShortRule = { ...nightly, name: "four-hourly", cron: "0 0/4 ? * * *" };

  // of six starts a day that at 08:00 may be refused
  expect(lost("FSx for Windows", [fourHourly], span(11, 12))).toBe((8 + 5) * hours);
  expect(lost("DocumentDB", [fourHourly], span(11, 12))).toBe(9 * hours);
});

test("continuous backup of RDS instances spares the continuous rule, and leaves the maintenance window to the others", () => {
  const continuous: ShortRule = { ...nightly, name: "continuous", continuous: true };
  const monthly: ShortRule = { ...nightly, name: "monthly", cron: "0 5 1 * ? *", localDays: 35, startHours: 1 };
  const rds = kindOf("RDS instance");
  const home = (...rules: readonly ShortRule[]) => provePlan(planOf(rules)).of(rds).home;

  expect(lost("RDS instance", [continuous])).toBe(5);
  expect(home(continuous)).toMatchObject({ kind: "bounded", minutes: 37 * hours });
  // the monthly one takes the place of a nightly one, and may be refused
  expect(home(continuous, monthly)).toMatchObject({ kind: "bounded", minutes: 61 * hours });
  expect(home(continuous, { ...monthly, startHours: 2 })).toMatchObject({ kind: "bounded", minutes: 38 * hours });
  expect(home({ ...continuous, continuous: false })).toEqual({ kind: "refused" });
});

test("continuous backup spares no kind that does not have it", () => {
  expect(lost("RDS Multi-AZ cluster", [{ ...nightly, continuous: true }])).toBe("refused");
  expect(lost("DocumentDB", [{ ...nightly, continuous: true }])).toBe("refused");
});
