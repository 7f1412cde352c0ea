import { dirname } from "node:path";
import { expect, test } from "vitest";
import { lockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";

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
  expect(out).toMatch(/monthly +cron\(30 5 1 \* \? \*\) +local 35d +central 1y \(cold after 30d\)/);
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
    plans: [{ name: "bronze" }, { name: "gold", rpoMinutes: 540, isolatedRpoMinutes: 1080 }, { name: "silver" }],
  });
});
