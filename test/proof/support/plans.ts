import type { Estate, Lifecycle, Plan, Rule } from "../../../src/model.ts";
import { estateOf } from "../../support/config.ts";
import { exampleConfig } from "../../support/example-config.ts";
import type { Said } from "../../support/said.ts";

/** A rule in short: what is left out starts within 1h, completes within 4h, copies within 8h, keeps 7d and 14d. */
export interface ShortRule {
  readonly name?: string;
  /** The six fields without their brackets. */
  readonly cron: string;
  readonly startHours?: number;
  readonly completeHours?: number;
  readonly copyHours?: number;
  readonly continuous?: boolean;
  readonly localDays?: number;
  /** `null`: local only. */
  readonly centralDays?: number | null;
  readonly furtherDays?: number;
}

export const ruleOf = (rule: ShortRule, index = 0): Rule => ({
  name: rule.name ?? ["nightly", "monthly", "third", "fourth", "fifth"][index] ?? `rule-${index}`,
  schedule: `cron(${rule.cron})`,
  startWithinMinutes: (rule.startHours ?? 1) * 60,
  completeWithinMinutes: (rule.completeHours ?? 4) * 60,
  copyWithinMinutes: (rule.copyHours ?? 8) * 60,
  defaultWindows: [],
  continuous: rule.continuous ?? false,
  local: keep(rule.localDays ?? 7),
  copies:
    rule.centralDays === null
      ? { kind: "localOnly", reason: "rebuilt from source" }
      : {
          kind: "central",
          home: keep(rule.centralDays ?? 14),
          further: keep(rule.furtherDays ?? rule.centralDays ?? 14),
          shorterReason: "",
        },
  recoveryPointTags: [],
});

const keep = (deleteAfterDays: number): Lifecycle => ({ deleteAfterDays, coldAfterDays: null, archiveEbs: false });

/** A plan that promises hours and selects what is tagged for it, of the given types. */
export const planOf = (
  rules: readonly ShortRule[],
  { rpoHours = 1, isolatedHours = 1, types = [] }: PromiseAndTypes = {},
): Plan => ({
  name: "ledger",
  promise: {
    rpoMinutes: rpoHours * 60,
    isolatedRpoMinutes: isolatedHours === null ? null : isolatedHours * 60,
    rtoMinutes: 60,
  },
  selection: { kind: "tagged", tagKey: "backup-plan", tagValues: ["ledger"], types },
  uncopied: {},
  absent: {},
  windowsVss: false,
  leftOut: [],
  ownWindows: null,
  firstBackups: "",
  rules: rules.map(ruleOf),
});

export interface PromiseAndTypes {
  readonly rpoHours?: number;
  readonly isolatedHours?: number | null;
  readonly types?: readonly string[];
}

// read once: nothing changes it
let example: Estate | undefined;

/** The example organization with this plan alone; its production accounts have it. */
export function estateWith(plan: Plan): Estate {
  example ??= estateOf(exampleConfig);
  const estate = example;
  const accounts = estate.accounts.map((account) =>
    account.class === "prod" ? { ...account, plans: [plan.name] } : { ...account, plans: [] },
  );
  const units = estate.units.map((unit) => ({ ...unit, plans: [] }));
  return { ...estate, plans: [plan], units, accounts };
}

/** Findings as `rule key: message`. */
export const lines = (findings: readonly Said[]) =>
  findings.map(
    ({ rule, severity, at, message }) =>
      `${severity === "warning" ? "warning " : ""}${rule} ${at.path.join(".")}: ${message}`,
  );
