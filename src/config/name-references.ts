import { diagnosticOf } from "../diagnostics/complaint.ts";
import { type ConfigKey, inAccount, inOrganization, inPlan } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { useInstead } from "../words/nearest.ts";
import type { ConfigFiles } from "./config-files.ts";
import { fileName } from "./rules/file-name.ts";
import { nameMismatch } from "./rules/name-mismatch.ts";
import { noAccounts } from "./rules/no-accounts.ts";
import { noPlans } from "./rules/no-plans.ts";
import { planTwice } from "./rules/plan-twice.ts";
import { unknownPlan } from "./rules/unknown-plan.ts";
import { unknownUnit } from "./rules/unknown-unit.ts";
import { unusedPlan } from "./rules/unused-plan.ts";

const stackName = /^[a-z][a-z0-9-]{0,31}$/;

/** The file's name is the name: of the stack, its state and its folder. */
export function namesMatchFiles({ plans, accounts }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const check = (kind: string, name: string, written: string | undefined, at: (...path: string[]) => ConfigKey) => {
    const findings: Diagnostic<ConfigKey>[] = [];
    if (!stackName.test(name)) {
      findings.push(
        diagnosticOf(fileName, {
          at: at(),
          got: `got ${kind} "${name}" from the file's name`,
          use: "use lower-case letters, digits and hyphens, starting with a letter, at most 32",
        }),
      );
    }
    if (written !== undefined && written !== name) {
      findings.push(
        diagnosticOf(nameMismatch, {
          at: at("name"),
          got: `got "${written}" in a file named ${name}.yaml`,
          use: `use "${name}", or rename the file`,
        }),
      );
    }
    return findings;
  };
  return [
    ...[...plans].flatMap(([name, plan]) => check("plan", name, plan?.name, (...path) => inPlan(name, ...path))),
    ...[...accounts].flatMap(([name, account]) =>
      check("account", name, account?.name, (...path) => inAccount(name, ...path)),
    ),
  ];
}

/** Plans and units that are named exist; plans that exist are named. */
export function plansAndUnitsAreKnown({
  organization,
  plans,
  accounts,
}: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const findings: Diagnostic<ConfigKey>[] = [];
  const known = [...plans.keys()];
  const used = new Set<string>();
  const checkPlans = (names: readonly string[], at: (index: number) => ConfigKey) => {
    if (known.length === 0) return; // said once, not at every mention
    for (const [index, plan] of names.entries()) {
      if (!plans.has(plan)) {
        findings.push(
          diagnosticOf(unknownPlan, { at: at(index), got: `no plan named "${plan}"`, use: useInstead(plan, known) }),
        );
      } else if (names.indexOf(plan) < index) {
        findings.push(diagnosticOf(planTwice, { at: at(index), got: `got ${plan} twice`, use: "remove one" }));
      }
      used.add(plan);
    }
  };

  const units = Object.entries(organization?.units ?? {});
  for (const [name, unit] of units) {
    checkPlans(unit.plans, (index) => inOrganization("units", name, "plans", index));
  }
  for (const [name, account] of accounts) {
    checkPlans(account?.plans ?? [], (index) => inAccount(name, "plans", index));
    if (organization && account?.unit !== undefined && !Object.hasOwn(organization.units, account.unit)) {
      findings.push(
        diagnosticOf(unknownUnit, {
          at: inAccount(name, "unit"),
          got: `no unit named "${account.unit}"`,
          use: useInstead(
            account.unit,
            units.map(([unit]) => unit),
          ),
        }),
      );
    }
  }

  // a file whose shape is wrong may name any plan
  const everythingRead =
    organization !== null && accounts.size > 0 && [...accounts.values()].every((account) => account !== null);
  for (const plan of known) {
    if (everythingRead && !used.has(plan)) {
      findings.push(
        diagnosticOf(unusedPlan, {
          at: inPlan(plan),
          got: `no account or unit has plan ${plan}`,
          use: "name it in one, or remove the file",
        }),
      );
    }
  }
  return findings;
}

/** A folder without accounts or plans is most likely the wrong folder. */
export function somethingIsProtected({ plans, accounts }: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const findings: Diagnostic<ConfigKey>[] = [];
  if (accounts.size === 0) {
    findings.push(
      diagnosticOf(noAccounts, {
        at: inOrganization(),
        got: "no application account",
        use: "add one as accounts/<account>.yaml (lockstep onboard writes it)",
      }),
    );
  }
  if (plans.size === 0) {
    findings.push(diagnosticOf(noPlans, { at: inOrganization(), got: "no plan", use: "add one as plans/<plan>.yaml" }));
  }
  return findings;
}
