import { expect, test } from "vitest";
import { startDelayIn } from "../../src/estate/plan-spread.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { overviewLines } from "../../src/overview/overview-text.ts";
import { exampleEstate } from "../support/stacks.ts";

const example = exampleEstate();
const estate = { ...example, plans: example.plans.map((plan) => ({ ...plan, spreadMinutes: 240 })) };
const atMinute = Date.UTC(2026, 10, 23) / 60_000;

function linesOf(name: string): readonly string[] {
  const account = estate.accounts.find((each) => each.name === name);
  if (!account) throw new Error(`got no account ${name}`);
  return explanationLines(explainAccount(estate, account, { atMinute, type: "EFS" }));
}
const starts = (name: string) => linesOf(name).filter((line) => line.startsWith("  rule "));

test("an account is told its own start, by itself or with its unit, and what follows from it", () => {
  expect(starts("ledger-prod")).toEqual([
    "  rule nightly, cron(30 5 ? * * *): next 2026-11-23 05:30, started by 2026-11-23 07:30",
    "  rule nightly, cron(0 4 ? * * *): next 2026-11-23 04:00, started by 2026-11-23 05:00",
    "  rule monthly, cron(0 14 1 * ? *): next 2026-12-01 14:00, started by 2026-12-01 16:00",
  ]);
  expect(starts("warehouse-prod")).toEqual(starts("lakehouse-prod"));
  expect(linesOf("ledger-prod").filter((line) => line.includes("worst at"))[0]).toContain(
    "worst at 2026-01-02 15:30, with data of 2026-01-01 05:30",
  );
});

test("all accounts of a unit start together", () => {
  const plan = estate.plans.find(({ name }) => name === "bronze");
  const delays = estate.accounts
    .filter(({ unit }) => unit === "data-platform")
    .map((account) => plan && startDelayIn(estate, plan, account));

  expect(delays).toEqual([210, 210]);
});

test("the overview says over how long a plan is spread, and nothing where it is not", () => {
  const spread = "    starts up to 4h later, by unit or account";

  expect(overviewLines(overviewOf(estate)).filter((line) => line === spread)).toHaveLength(3);
  expect(overviewLines(overviewOf(example))).not.toContain(spread);
  expect(overviewOf(estate).plans.map(({ spreadMinutes }) => spreadMinutes)).toEqual([240, 240, 240]);
});
