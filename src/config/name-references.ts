import { type ConfigKey, inAccount, inOrganization, inPlan } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { found } from "../diagnostics/found.ts";
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
        found(
          fileName,
          at(),
          `got ${kind} "${name}" from the file's name; use lower-case letters, digits and hyphens, starting with a letter, at most 32`,
        ),
      );
    }
    if (written !== undefined && written !== name) {
      findings.push(
        found(
          nameMismatch,
          at("name"),
          `got "${written}" in a file named ${name}.yaml; use "${name}", or rename the file`,
        ),
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
        findings.push(found(unknownPlan, at(index), `no plan named "${plan}"; ${useInstead(plan, known)}`));
      } else if (names.indexOf(plan) < index) {
        findings.push(found(planTwice, at(index), `got ${plan} twice; remove one`));
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
      const message = `no unit named "${account.unit}"; ${useInstead(
        account.unit,
        units.map(([unit]) => unit),
      )}`;
      findings.push(found(unknownUnit, inAccount(name, "unit"), message));
    }
  }

  // a file whose shape is wrong may name any plan
  const everythingRead =
    organization !== null && accounts.size > 0 && [...accounts.values()].every((account) => account !== null);
  for (const plan of known) {
    if (everythingRead && !used.has(plan)) {
      findings.push(
        found(unusedPlan, inPlan(plan), `no account or unit has plan ${plan}; name it in one, or remove the file`),
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
      found(
        noAccounts,
        inOrganization(),
        "no application account; add one as accounts/<account>.yaml (lockstep onboard writes it)",
      ),
    );
  }
  if (plans.size === 0) {
    findings.push(found(noPlans, inOrganization(), "no plan; add one as plans/<plan>.yaml"));
  }
  return findings;
}
