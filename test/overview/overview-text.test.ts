import { expect, test } from "vitest";
import type { LockOverview, LossOverview, Overview, PlanOverview } from "../../src/overview/overview.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { overviewLines } from "../../src/overview/overview-text.ts";
import { exampleEstate } from "../support/stacks.ts";

const example = overviewOf(exampleEstate());

test("the example organization at a glance: accounts by class, plans with what they promise and what is proven", () => {
  expect(overviewLines(example)).toEqual([
    "acme · organization o-a1b2c3d4e5 · shared resources 222222222222 in eu-west-2",
    "",
    "Production → central prod 333333333333: vault lockstep-central-prod in eu-west-2, eu-west-1",
    "  lock: governance, 7d to 8y",
    "  unit data-platform (ou-ab12-1a2b3c4d): bronze silver",
    "  account          id            unit           Regions              plans               local lock",
    "  lakehouse-prod   555555555505  data-platform  eu-west-2            bronze silver       -",
    "  ledger-prod      555555555503  -              eu-west-2            bronze silver       -",
    "  payments-prod    555555555501  -              eu-west-2            bronze gold silver  governance, 7d to 1y",
    "  storefront-prod  555555555502  -              eu-west-2 eu-west-1  bronze gold         -",
    "  warehouse-prod   555555555504  data-platform  eu-west-2            bronze silver       -",
    "",
    "Everything else → central non-prod 444444444444: vault lockstep-central-nonprod in eu-west-2",
    "  lock: governance, 3d to 1y",
    "  account             id            unit  Regions    plans                  local lock",
    "  legacy-crm          666666666604  -     eu-west-2  retired, backups kept  -",
    "  payments-dev        666666666601  -     eu-west-2  bronze                 -",
    "  sandbox             666666666603  -     eu-west-2  bronze                 -",
    "  storefront-staging  666666666602  -     eu-west-2  bronze silver          -",
    "",
    "Plans",
    "  bronze: RPO 36h, isolated RPO 2d, RTO 1d",
    "    proven: 34h (from 2026-01-01 03:00 to 2026-01-02 03:00, there by 2026-01-02 13:00: nightly)",
    "    proven isolated: 36h (from 2026-01-01 03:00 to 2026-01-02 03:00, there by 2026-01-02 15:00: nightly)",
    "    protects everything but what is tagged backup-plan = gold, none, silver",
    "    in storefront-prod, data-platform, ledger-prod, payments-prod, payments-dev, sandbox, storefront-staging",
    "    nightly  cron(0 3 ? * * *)  local 7d  central 35d, further Regions 35d",
    "  gold: RPO 9h, isolated RPO 18h, RTO 4h",
    "    proven: 7h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 07:00: four-hourly, then monthly), 5m for Aurora and RDS instance, 15m for S3 by continuous backup",
    "    proven isolated: 8h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 08:00: four-hourly, then monthly)",
    "    protects what is tagged backup-plan = gold",
    "    in storefront-prod, payments-prod",
    "    four-hourly  cron(0 0/4 ? * * *)  local 14d continuous  central 35d, further Regions 14d",
    "    monthly      cron(0 4 1 * ? *)    local 35d             central 1y, further Regions 1y",
    "  silver: RPO 36h, isolated RPO 2d, RTO 12h",
    "    proven: 31h (from 2026-01-02 01:30 to 2026-01-03 01:30, there by 2026-01-03 08:30: nightly)",
    "    proven isolated: 33h (from 2026-01-02 01:30 to 2026-01-03 01:30, there by 2026-01-03 10:30: nightly)",
    "    protects what is tagged backup-plan = silver",
    "    in data-platform, ledger-prod, payments-prod, storefront-staging",
    "    nightly  cron(30 1 ? * * *)   local 21d  central 35d, further Regions 35d",
    "    monthly  cron(30 11 1 * ? *)  local 35d  central 1y (cold after 30d), further Regions 1y (cold after 30d)",
  ]);
});

const withLock = (changes: Partial<LockOverview>): Overview => {
  const { prod } = example.classes;
  const lock = { ...prod.central.lock, ...changes };
  return { ...example, classes: { ...example.classes, prod: { ...prod, central: { ...prod.central, lock } } } };
};

test.each<[string, Partial<LockOverview>, string]>([
  ["a governance lock", {}, "governance, 7d to 8y"],
  [
    "a compliance lock that is not armed",
    { asked: "compliance" },
    "governance, 7d to 8y (compliance asked for but not armed: add arm: <date>)",
  ],
  [
    "an armed one",
    { asked: "compliance", deployed: "compliance", armedOn: "2027-01-31", coolingOffDays: 10 },
    "compliance, 7d to 8y, armed 2027-01-31: final 10d after deployment, then nobody can remove it",
  ],
  [
    "one that config says is final",
    { asked: "compliance", deployed: "compliance", armedOn: "2026-10-01", finalSince: "2026-10-15" },
    "compliance, 7d to 8y, armed 2026-10-01: final since 2026-10-15",
  ],
])("%s says what it holds, and when nobody can remove it", (_, changes, text) => {
  expect(overviewLines(withLock(changes))[3]).toBe(`  lock: ${text}`);
});

/** The lines of a plan that differs from the example's gold. */
function planLines(changes: (gold: PlanOverview) => Partial<PlanOverview>): readonly string[] {
  const gold = example.plans.find(({ name }) => name === "gold");
  if (!gold) throw new Error("the example has a gold plan");
  const lines = overviewLines({ ...example, plans: [{ ...gold, ...changes(gold) }] });
  return lines.slice(lines.indexOf("Plans") + 1).map((line) => line.trim());
}

test("a plan without copies has no isolated copy, and says why each rule makes none", () => {
  const lines = planLines(({ rules, proven }) => ({
    isolatedRpoMinutes: null,
    proven: { ...proven, isolated: null, isolatedFurther: null },
    rules: rules.map((rule) => ({ ...rule, copies: { kind: "localOnly", reason: `${rule.name} is rebuilt` } })),
  }));

  expect(lines[0]).toBe("gold: RPO 9h, no isolated copy, RTO 4h");
  expect(lines.filter((line) => line.startsWith("proven isolated"))).toEqual([]);
  expect(lines.slice(-2)).toEqual([
    "four-hourly  cron(0 0/4 ? * * *)  local 14d continuous  no copy: four-hourly is rebuilt",
    "monthly      cron(0 4 1 * ? *)    local 35d             no copy: monthly is rebuilt",
  ]);
});

test("a plan of some types in no account says both", () => {
  const lines = planLines(({ selection }) => ({ targets: [], selection: { ...selection, types: ["EBS", "S3"] } }));

  expect(lines).toContain("protects what is tagged backup-plan = gold, only EBS, S3");
  expect(lines).toContain("in no account");
  expect(planLines(({ selection }) => ({ selection: { ...selection, types: ["EBS"] } }))).toContain(
    "protects what is tagged backup-plan = gold, only EBS",
  );
});

test("further Regions are told only where they are proven worse", () => {
  const lines = planLines(({ proven }) => ({
    proven: { ...proven, isolatedFurther: { ...(proven.isolated as LossOverview), rpoMinutes: 600 } },
  }));

  expect(lines.filter((line) => line.startsWith("proven isolated"))).toEqual([
    "proven isolated: 8h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 08:00: four-hourly, then monthly)",
    "proven isolated, further Regions: 10h (from 2026-01-01 00:00 to 2026-01-01 04:00, there by 2026-01-01 08:00: four-hourly, then monthly)",
  ]);
});

test("where nothing can be proven, or all is continuous, that is what is said", () => {
  const nothing: LossOverview = { rpoMinutes: null, gap: null };
  const proven = (changes: Partial<PlanOverview["proven"]>) =>
    planLines((gold) => ({ proven: { ...gold.proven, ...changes } })).find((line) => line.startsWith("proven: "));

  expect(proven({ local: nothing, continuous: [] })).toBe("proven: nothing");
  expect(proven({ local: null })).toBe("proven: 5m for Aurora and RDS instance, 15m for S3 by continuous backup");
  expect(proven({ local: null, continuous: [{ rpoMinutes: 5, types: ["EBS", "EFS", "S3"] }] })).toBe(
    "proven: 5m for EBS, EFS and S3 by continuous backup",
  );
});

test("a unit without plans says so", () => {
  const { prod } = example.classes;
  const units = prod.units.map((unit) => ({ ...unit, plans: [] }));

  expect(overviewLines({ ...example, classes: { ...example.classes, prod: { ...prod, units } } })).toContain(
    "  unit data-platform (ou-ab12-1a2b3c4d): no plans of its own",
  );
});
