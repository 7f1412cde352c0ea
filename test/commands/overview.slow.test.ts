import { dirname } from "node:path";
import { expect, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";

const lockstep = useLockstep();

const overview = (changes = {}, ...options: string[]) =>
  lockstep(dirname(configWith(changes)), ["overview", ...options]).out;

test("shows accounts by class with their plans, and what is retired", () => {
  const out = overview();

  expect(out).toContain("Production → central prod 333333333333: vault lockstep-central-prod in eu-west-2, eu-west-1");
  expect(out).toMatch(/warehouse-prod +555555555504 +data-platform +eu-west-2 +bronze silver/);
  expect(out).toMatch(/legacy-crm +666666666604 +- +eu-west-2 +retired, backups kept/);
});

test("shows what each plan promises, protects and keeps", () => {
  const out = overview();

  expect(out).toContain("gold: RPO 9h, isolated RPO 18h, RTO 4h");
  expect(out).toContain("protects everything but what is tagged backup-plan = gold, none, silver");
  expect(out).toMatch(/monthly +cron\(30 11 1 \* \? \*\) +local 35d +central 1y \(cold after 30d\)/);
});

test("shows what each plan proves, with the moment when most would be lost", () => {
  const out = overview();

  expect(out).toContain(
    "proven: 7h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 07:00: four-hourly, then monthly), 5m for Aurora and RDS instance, 15m for S3 by continuous backup\n" +
      "    proven isolated: 8h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 08:00: four-hourly, then monthly)\n",
  );
  // the monthly backup of the 1st comes between its night and the next
  expect(out).toContain("proven: 31h (from 2026-01-02 01:30 to 2026-01-03 01:30, there by 2026-01-03 08:30: nightly)");
});

test("shows what copies in further Regions prove where they expire sooner", () => {
  const out = overview({
    "plans/bronze.yaml": [
      "promise: { rpo: 8d, isolatedRpo: 40d, rto: 1d }",
      "select: { everythingExcept: { tag: { backup-plan: [gold, silver, none] } } }",
      "rules:",
      "  weekly:",
      "    schedule: cron(0 3 ? * WED *)",
      "    completeWithin: 8h",
      "    copyWithin: 2h",
      "    keep: { local: 21d, central: 21d, further: 7d }",
      "    shorterCopies: a second copy for the worst week only",
      "  monthly:",
      "    schedule: cron(0 15 1 * ? *)",
      "    completeWithin: 8h",
      "    copyWithin: 2h",
      "    keep: { local: 35d, central: 60d }",
      "ownWindows: 19:30-20:30",
    ].join("\n"),
  });

  // on Wednesday 1 April, the copy of 25 March has expired at 03:00
  expect(out).toContain(
    "    proven isolated: 179h (from 2026-01-07 03:00 to 2026-01-14 03:00, there by 2026-01-14 14:00: weekly)\n" +
      "    proven isolated, further Regions: 743h (from 2026-03-01 15:00 to 2026-04-01 03:00, there by 2026-04-01 14:00: monthly, then weekly)\n",
  );
});

test("shows a plan without copies, and one that needs no snapshots", () => {
  const out = overview({
    "plans/silver.yaml": [
      "promise: { rpo: 15m, rto: 12h }",
      "select: { tag: { backup-plan: silver }, types: [S3] }",
      "rules:",
      "  nightly:",
      "    schedule: cron(30 1 ? * * *)",
      "    continuous: true",
      "    localOnly: rebuilt from the lake",
      "    keep: { local: 21d }",
    ].join("\n"),
  });

  expect(out).toContain(
    "silver: RPO 15m, no isolated copy, RTO 12h\n    proven: 15m for S3 by continuous backup\n    protects",
  );
});

test.each([
  ["mode: governance", "lock: governance, 7d to 8y"],
  ["mode: compliance", "lock: governance, 7d to 8y (compliance asked for but not armed: add arm: <date>)"],
  [
    "mode: compliance, arm: 2027-01-31",
    "lock: compliance, 7d to 8y, armed 2027-01-31: final 14d after deployment, then nobody can remove it",
  ],
])("says what %s means", (written, shown) => {
  const changes = { "organization.yaml": edit("mode: governance, min: 7d", `${written}, min: 7d`) };

  expect(
    overview(changes)
      .split("\n")
      .map((line) => line.trim()),
  ).toContain(shown);
});

test("gives the same as JSON", () => {
  const seen = JSON.parse(overview({}, "--format", "json"));

  expect(seen).toMatchObject({
    name: "acme",
    classes: {
      prod: { central: { account: "333333333333", lock: { deployed: "governance", minDays: 7, maxDays: 2920 } } },
      nonprod: { accounts: [{ name: "legacy-crm", state: "retired", plans: [] }, {}, {}, {}] },
    },
    plans: [
      { name: "bronze" },
      {
        name: "gold",
        rpoMinutes: 540,
        isolatedRpoMinutes: 1080,
        proven: {
          local: {
            rpoMinutes: 420,
            gap: {
              from: "2026-01-01 00:00",
              fromRule: "four-hourly",
              to: "2026-01-01 04:00",
              toRule: "monthly",
              available: "2026-01-01 07:00",
            },
          },
          continuous: [
            { rpoMinutes: 5, types: ["Aurora", "RDS instance"] },
            { rpoMinutes: 15, types: ["S3"] },
          ],
          isolated: { rpoMinutes: 480 },
          isolatedFurther: { rpoMinutes: 480 },
        },
      },
      { name: "silver" },
    ],
  });
});
