import type { AppAccount, Estate, Lifecycle, Lock, Plan, Rule } from "../../../src/model.ts";
import { estateOf } from "../../support/config.ts";
import { exampleConfig } from "../../support/example-config.ts";

export const example = estateOf(exampleConfig);

const only = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
export const planOf = (name: string): Plan => only(example.plans, name);

/** The example with one of its plans changed. */
export const withPlan = (name: string, change: (plan: Plan) => Partial<Plan>, estate: Estate = example): Estate => ({
  ...estate,
  plans: estate.plans.map((plan) => (plan.name === name ? { ...plan, ...change(plan) } : plan)),
});

/** The example with some of its accounts changed. */
export const withAccounts = (
  change: (account: AppAccount) => Partial<AppAccount>,
  estate: Estate = example,
): Estate => ({ ...estate, accounts: estate.accounts.map((account) => ({ ...account, ...change(account) })) });

export const keeps = (deleteAfterDays: number, coldAfterDays: number | null = null): Lifecycle => ({
  deleteAfterDays,
  coldAfterDays,
  archiveEbs: false,
});

/** A rule that keeps so many days locally, at home and in further Regions. */
export const ruleKeeping = (local: number, home: number, further = home, more: Partial<Rule> = {}): Rule => ({
  name: "nightly",
  schedule: "cron(0 3 ? * * *)",
  startWithinMinutes: 60,
  completeWithinMinutes: 120,
  copyWithinMinutes: 60,
  defaultWindows: [],
  continuous: false,
  local: keeps(local),
  copies: { kind: "central", home: keeps(home), further: keeps(further), shorterReason: "" },
  recoveryPointTags: [],
  ...more,
});
export const localOnly: Partial<Rule> = { copies: { kind: "localOnly", reason: "a cache" } };

export const lockOf = (minDays: number, maxDays: number, mode: Lock["mode"] = "governance"): Lock => ({
  ...{ mode, minDays, maxDays },
  ...{ armedOn: null, coolingOffDays: 14, cooledOff: null, reason: "" },
});
