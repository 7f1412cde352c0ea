import { expect, test } from "vitest";
import { isolatedRpoNotKept } from "../../src/checks/isolated-rpo-not-kept.ts";
import { recoveryPointGap } from "../../src/checks/recovery-point-gap.ts";
import { rpoNotKept } from "../../src/checks/rpo-not-kept.ts";
import { estateWith, lines, type PromiseAndTypes, planOf, type ShortRule } from "../proof/support/plans.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { saidBy } from "../support/said.ts";

const promisesHold = saidBy(rpoNotKept, isolatedRpoNotKept, recoveryPointGap);

type Case = readonly [what: string, rules: readonly ShortRule[], promise: PromiseAndTypes, findings: readonly string[]];

const found = (rules: readonly ShortRule[], promise: PromiseAndTypes) =>
  lines(promisesHold(estateWith(planOf(rules, promise))));

// without a promise for the copy and without copies, so that a case is about the local backups alone
const local = { isolatedHours: null, centralDays: null } as const;
const snapshots = (rpoHours: number, types: readonly string[] = ["EBS"]) => ({ rpoHours, isolatedHours: null, types });
const fourHourly: ShortRule = { ...local, name: "four-hourly", cron: "0 0/4 ? * * *" };
const nightly: ShortRule = { ...local, name: "nightly", cron: "0 5 ? * * *" };
const weekdays: ShortRule = { ...local, name: "weekdays", cron: "0 5 ? * MON-FRI *" };
const weekend: ShortRule = { ...local, name: "weekend", cron: "0 5 ? * SAT,SUN *" };
const monthly: ShortRule = { ...local, name: "monthly", cron: "30 2 1 * ? *", localDays: 70 };

const localCases: readonly Case[] = [
  ["every 4 hours, and what is promised is what is kept", [fourHourly], snapshots(9), []],
  [
    "every 4 hours, promised an hour too tight",
    [fourHourly],
    snapshots(8),
    [
      "rpo-not-kept promise.rpo: got 8h; the widest gap is 4h, four-hourly's from 2026-01-01 00:00 to 2026-01-01 04:00, plus 1h to start and 4h to complete: 9h; use 9h, or start four-hourly more often or in narrower windows",
    ],
  ],
  ["every hour from 05:00 to 23:00", [{ ...fourHourly, name: "hourly", cron: "0 5/1 ? * * *" }], snapshots(11), []],
  [
    "every hour from 05:00 to 23:00, as if it were every hour of the night too",
    [{ ...fourHourly, name: "hourly", cron: "0 5/1 ? * * *" }],
    snapshots(6),
    [
      "rpo-not-kept promise.rpo: got 6h; the widest gap is 6h, hourly's from 2026-01-01 23:00 to 2026-01-02 05:00, plus 1h to start and 4h to complete: 11h; hourly runs 05:00 to 23:00 and not from 00:00 to 04:00, which leaves a nightly gap of 6h; use 11h, or start hourly more often or in narrower windows",
    ],
  ],
  ["every night", [nightly], snapshots(29), []],
  [
    "every night in a window wider than thought of",
    [{ ...nightly, startHours: 8, completeHours: 168, localDays: 30 }],
    snapshots(29),
    [
      "rpo-not-kept promise.rpo: got 29h; the widest gap is 1d, nightly's from 2026-01-01 05:00 to 2026-01-02 05:00, plus 8h to start and 7d to complete: 200h; use 200h, or start nightly more often or in narrower windows",
    ],
  ],
  [
    "on weekdays only",
    [weekdays],
    snapshots(29),
    [
      "rpo-not-kept promise.rpo: got 29h; the widest gap is 3d, weekdays's from 2026-01-02 05:00 to 2026-01-05 05:00, plus 1h to start and 4h to complete: 77h; use 77h, or start weekdays more often or in narrower windows",
    ],
  ],
  ["on weekdays, and at the weekend by another rule", [weekdays, weekend], snapshots(29), []],
  [
    "on weekdays, and at the weekend two hours later",
    [weekdays, { ...weekend, cron: "0 7 ? * SAT,SUN *" }],
    snapshots(30),
    [
      "rpo-not-kept promise.rpo: got 30h; the widest gap is 26h, from weekdays's start at 2026-01-02 05:00 to weekend's at 2026-01-03 07:00, plus 1h to start and 4h to complete: 31h; use 31h, or start weekend more often or in narrower windows",
    ],
  ],
  ["on the 1st of each month", [{ ...monthly, cron: "0 5 1 * ? *" }], snapshots(31 * 24 + 5), []],
  [
    "on the 1st of each month, an hour too tight",
    [{ ...monthly, cron: "0 5 1 * ? *" }],
    snapshots(31 * 24 + 4),
    [
      "rpo-not-kept promise.rpo: got 748h; the widest gap is 31d, monthly's from 2026-01-01 05:00 to 2026-02-01 05:00, plus 1h to start and 4h to complete: 749h; use 749h, or start monthly more often or in narrower windows",
    ],
  ],
  ["on the last day of each month", [{ ...monthly, cron: "0 5 L * ? *" }], snapshots(31 * 24 + 5), []],
  [
    "on the 31st, which not every month has",
    [{ ...monthly, cron: "0 5 31 * ? *" }],
    snapshots(31 * 24 + 5),
    [
      "rpo-not-kept promise.rpo: got 749h; the widest gap is 61d, monthly's from 2026-03-31 05:00 to 2026-05-31 05:00, plus 1h to start and 4h to complete: 1469h; use 1469h, or start monthly more often or in narrower windows",
    ],
  ],
  ["kept until the next is there", [{ ...nightly, localDays: 2 }], snapshots(29), []],
  [
    "kept a day, and the next takes 5 hours to be there",
    [{ ...nightly, localDays: 1 }],
    snapshots(29),
    [
      "recovery-point-gap rules.nightly.keep.local: got 1d; nothing is left from 2026-01-01 05:00, when the backup of 2025-12-31 05:00 expires, to 2026-01-01 10:00, by when the backup of 2026-01-01 05:00 (nightly) is there; use 2d or more, or start more often",
    ],
  ],
  ["weekly, kept 8 days", [{ ...nightly, name: "weekly", cron: "0 5 ? * SUN *", localDays: 8 }], snapshots(173), []],
  [
    "weekly, kept 7 days",
    [{ ...nightly, name: "weekly", cron: "0 5 ? * SUN *", localDays: 7 }],
    snapshots(173),
    [
      "recovery-point-gap rules.weekly.keep.local: got 7d; nothing is left from 2026-01-04 05:00, when the backup of 2025-12-28 05:00 expires, to 2026-01-04 10:00, by when the backup of 2026-01-04 05:00 (weekly) is there; use 8d or more, or start more often",
    ],
  ],
  [
    "on 29 February, and 2100 has none",
    [{ ...nightly, name: "leap", cron: "0 5 29 2 ? *", localDays: 35 }],
    snapshots(29),
    [
      "recovery-point-gap rules.leap.keep.local: got 35d; nothing is left from 2096-04-04 05:00, when the backup of 2096-02-29 05:00 expires, to 2104-02-29 10:00, by when the backup of 2104-02-29 05:00 (leap) is there; use 2922d or more, or start more often",
    ],
  ],
  [
    "a backup that is over before it is complete",
    [{ ...nightly, completeHours: 23, localDays: 1 }],
    snapshots(100),
    [
      "recovery-point-gap rules.nightly.keep.local: got 1d; it may be over before the recovery point is there, after 1h to start and 23h to complete; use 2d or more, or narrower windows",
    ],
  ],
];
test.each(localCases)("local: %s", (_, rules, promise, findings) => {
  expect(found(rules, promise)).toEqual(findings);
});

const copied = { localDays: 30, centralDays: 35 } as const;
const isolated = (isolatedHours: number) => ({ rpoHours: 2000, isolatedHours, types: ["EBS"] });

const isolatedCases: readonly Case[] = [
  ["every 4 hours", [{ ...fourHourly, ...copied }], isolated(17), []],
  [
    "every 4 hours, an hour too tight",
    [{ ...fourHourly, ...copied }],
    isolated(16),
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 16h; the widest gap is 4h, four-hourly's from 2026-01-01 00:00 to 2026-01-01 04:00, plus 1h to start, 4h to complete and 8h to copy: 17h; use 17h, or start four-hourly more often or in narrower windows",
    ],
  ],
  ["copied within 2 hours", [{ ...fourHourly, ...copied, copyHours: 2 }], isolated(11), []],
  [
    "copied within 3 hours",
    [{ ...fourHourly, ...copied, copyHours: 3 }],
    isolated(11),
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 11h; the widest gap is 4h, four-hourly's from 2026-01-01 00:00 to 2026-01-01 04:00, plus 1h to start, 4h to complete and 3h to copy: 12h; use 12h, or start four-hourly more often or in narrower windows",
    ],
  ],
  [
    "continuous, which no copy is",
    [{ ...fourHourly, ...copied, continuous: true }],
    { rpoHours: 0.25, isolatedHours: 16, types: ["S3"] },
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 16h; the widest gap is 4h, four-hourly's from 2026-01-01 00:00 to 2026-01-01 04:00, plus 1h to start, 4h to complete and 8h to copy: 17h; use 17h, or start four-hourly more often or in narrower windows",
    ],
  ],
  [
    "only the nightly rule copies",
    [fourHourly, { ...nightly, ...copied, cron: "0 2 ? * * *" }],
    isolated(36),
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 36h; the widest gap is 1d, nightly's from 2026-01-01 02:00 to 2026-01-02 02:00, plus 1h to start, 4h to complete and 8h to copy: 37h; use 37h, or start nightly more often or in narrower windows",
    ],
  ],
  ["copies kept 2 days", [{ ...nightly, ...copied, centralDays: 2 }], isolated(37), []],
  [
    "copies kept a day",
    [{ ...nightly, ...copied, centralDays: 1 }],
    isolated(37),
    [
      "recovery-point-gap rules.nightly.keep.central: got 1d; nothing is left from 2026-01-01 05:00, when the copy of 2025-12-31 05:00 expires, to 2026-01-01 18:00, by when the copy of 2026-01-01 05:00 (nightly) is there; use 2d or more, or start more often",
    ],
  ],
  [
    "copies that expire before they are there",
    [{ ...nightly, ...copied, centralDays: 1, copyHours: 19 }],
    isolated(48),
    [
      "recovery-point-gap rules.nightly.keep.central: got 1d; it may be over before the recovery point is there, after 1h to start, 4h to complete and 19h to copy; use 2d or more, or narrower windows",
    ],
  ],
  [
    "copies in further Regions kept a day",
    [{ ...nightly, ...copied, furtherDays: 1 }],
    isolated(37),
    [
      "recovery-point-gap rules.nightly.keep.further: got 1d; nothing is left from 2026-01-01 05:00, when the copy of 2025-12-31 05:00 expires, to 2026-01-01 18:00, by when the copy of 2026-01-01 05:00 (nightly) is there; use 2d or more, or start more often",
    ],
  ],
  [
    "copies in further Regions that leave the nights to a monthly rule",
    [
      { ...nightly, ...copied, furtherDays: 1 },
      { ...monthly, centralDays: 70 },
    ],
    isolated(37),
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 37h; the widest gap is 31d, monthly's from 2026-01-01 02:30 to 2026-02-01 02:30, plus 1h to start, 4h to complete and 8h to copy: 757h; what nightly made since has expired by then; in the further Regions copies expire otherwise than in the home Region; use 757h, or keep what nightly makes longer",
    ],
  ],
  [
    "the rule that copies never runs, because another is kept longer",
    [
      { ...nightly, ...copied },
      { ...monthly, cron: "30 5 ? * * *" },
    ],
    isolated(37),
    [
      "recovery-point-gap promise.isolatedRpo: got no copy at all; the start windows of every rule that would make one overlap a rule kept longer; start it at another time",
    ],
  ],
  [
    "a night is skipped for the monthly rule, which makes no copy",
    [
      { ...nightly, ...copied },
      { ...monthly, cron: "30 5 1 * ? *" },
    ],
    isolated(37),
    [
      "isolated-rpo-not-kept promise.isolatedRpo: got 37h; the widest gap is 2d, nightly's from 2026-01-31 05:00 to 2026-02-02 05:00, plus 1h to start, 4h to complete and 8h to copy: 61h; use 61h, or start nightly more often or in narrower windows",
    ],
  ],
  [
    "a night is skipped for the monthly rule, which copies",
    [
      { ...nightly, ...copied },
      { ...monthly, ...copied, localDays: 70, cron: "0 5 1 * ? *" },
    ],
    isolated(37),
    [],
  ],
];
test.each(isolatedCases)("isolated: %s", (_, rules, promise, findings) => {
  expect(found(rules, promise)).toEqual(findings);
});

const continuous: ShortRule = { ...fourHourly, continuous: true };
const snapshotsTooFew = (types: string) =>
  `rpo-not-kept promise.rpo: got 15m; the widest gap is 4h, four-hourly's from 2026-01-01 00:00 to 2026-01-01 04:00, plus 1h to start and 4h to complete: 9h; ${types} no continuous backup; use 9h, or start four-hourly more often or in narrower windows`;
const continuousCases: readonly Case[] = [
  ["S3, which is 15 minutes behind", [continuous], snapshots(0.25, ["S3"]), []],
  [
    "S3, promised 14 minutes",
    [continuous],
    snapshots(14 / 60, ["S3"]),
    ["rpo-not-kept promise.rpo: got 14m; continuous backup of S3 is up to 15m behind; use 15m"],
  ],
  ["RDS, which is 5 minutes behind", [continuous], snapshots(5 / 60, ["RDS"]), []],
  [
    "RDS, promised 4 minutes",
    [continuous],
    snapshots(4 / 60, ["RDS"]),
    ["rpo-not-kept promise.rpo: got 4m; continuous backup of RDS instance is up to 5m behind; use 5m"],
  ],
  ["S3 and EBS, which has snapshots only", [continuous], snapshots(0.25, ["EBS", "S3"]), [snapshotsTooFew("EBS has")]],
  ["S3, EBS and EC2", [continuous], snapshots(0.25, ["EBS", "EC2", "S3"]), [snapshotsTooFew("EBS and EC2 have")]],
  [
    "Aurora, whose pattern takes DocumentDB and RDS Multi-AZ clusters along",
    [continuous],
    snapshots(0.25, ["Aurora"]),
    [snapshotsTooFew("DocumentDB and RDS Multi-AZ cluster have")],
  ],
  [
    "every type there is",
    [continuous],
    snapshots(0.25, []),
    [snapshotsTooFew("DocumentDB, DynamoDB, EBS and 7 more have")],
  ],
  [
    "a type that is late and types that have none",
    [continuous],
    snapshots(0.2, ["EBS", "S3"]),
    [
      snapshotsTooFew("EBS has").replace("got 15m", "got 12m"),
      "rpo-not-kept promise.rpo: got 12m; continuous backup of S3 is up to 15m behind; use 15m",
    ],
  ],
  [
    "a continuous rule that never runs",
    [continuous, { ...monthly, cron: "0 * ? * * *", name: "hourly" }],
    snapshots(0.25, ["S3"]),
    [
      "rpo-not-kept promise.rpo: got 15m; the widest gap is 1h, hourly's from 2026-01-01 00:00 to 2026-01-01 01:00, plus 1h to start and 4h to complete: 6h; use 6h, or start hourly more often or in narrower windows",
    ],
  ],
];
test("what AWS cannot tell from Aurora counts, unless config says that there is none", () => {
  const plan = planOf([continuous], snapshots(0.25, ["Aurora"]));
  const said = "the service catalogue offers none";
  const absent = { DocumentDB: said, Neptune: said, "RDS Multi-AZ cluster": said };

  expect(promisesHold(estateWith(plan))).toHaveLength(1);
  expect(promisesHold(estateWith({ ...plan, absent: { DocumentDB: said, Neptune: said } }))).toHaveLength(1);
  expect(promisesHold(estateWith({ ...plan, absent }))).toEqual([]);
});

test.each(continuousCases)("continuous: %s", (_, rules, promise, findings) => {
  expect(found(rules, promise)).toEqual(findings);
});

test("says both when neither promise holds", () => {
  expect(found([{ ...nightly, ...copied }], { rpoHours: 24, isolatedHours: 24 })).toMatchObject(
    [
      /^rpo-not-kept promise\.rpo: got 1d; .*: 29h; use 29h/,
      /^isolated-rpo-not-kept promise\.isolatedRpo: got 1d; .*: 37h; use 37h/,
    ].map((pattern) => expect.stringMatching(pattern)),
  );
});

test("judges a plan that no account has, for every type it selects", () => {
  const plan = planOf([continuous], snapshots(0.25, ["S3", "Timestream"]));
  const estate = estateWith(plan);
  const unused = { ...estate, accounts: estate.accounts.map((account) => ({ ...account, plans: [] })) };

  // Timestream is not opted in, so that the accounts' backups do not reach it
  expect(lines(promisesHold(estate))).toEqual([]);
  expect(lines(promisesHold(unused))).toEqual([snapshotsTooFew("Timestream has")]);
});

test("judges copies in further Regions only where a plan makes some", () => {
  const estate = estateWith(planOf([{ ...nightly, ...copied, furtherDays: 1 }], isolated(37)));
  const [home = ""] = estate.central.prod.regions;
  const central = { ...estate.central, prod: { ...estate.central.prod, regions: [home] } };

  expect(promisesHold({ ...estate, central })).toEqual([]);
});

test.each(["every day", "0 5 30 2 ? *", "0 5 ? * * 2027", "* * ? * * *"])(
  "leaves %s to the check of schedules",
  (cron) => {
    expect(found([nightly, { ...nightly, name: "other", cron }], { rpoHours: 1, isolatedHours: null })).toEqual([]);
  },
);

test("holds for the example organization", () => {
  expect(promisesHold(estateOf(exampleConfig))).toEqual([]);
});
