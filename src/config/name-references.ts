import { error, type Finding, inAccount, inOrganization, inPlan, type Place, warning } from "../finding.ts";
import { useInstead } from "../words/nearest.ts";
import type { ConfigFiles } from "./config-files.ts";

const fileName = /^[a-z][a-z0-9-]{0,31}$/;

/** The file's name is the name: of the stack, its state and its folder. */
export function namesMatchFiles({ plans, accounts }: ConfigFiles): readonly Finding[] {
  const check = (kind: string, name: string, written: string | undefined, at: (...path: string[]) => Place) => {
    const findings: Finding[] = [];
    if (!fileName.test(name)) {
      findings.push(
        error(
          "file-name",
          at(),
          `got ${kind} "${name}" from the file's name; use lower-case letters, digits and hyphens, starting with a letter, at most 32`,
        ),
      );
    }
    if (written !== undefined && written !== name) {
      findings.push(
        error(
          "name-mismatch",
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
export function plansAndUnitsAreKnown({ organization, plans, accounts }: ConfigFiles): readonly Finding[] {
  const findings: Finding[] = [];
  const known = [...plans.keys()];
  const used = new Set<string>();
  const checkPlans = (names: readonly string[], at: (index: number) => Place) => {
    if (known.length === 0) return; // said once, not at every mention
    for (const [index, plan] of names.entries()) {
      if (!plans.has(plan)) {
        findings.push(error("unknown-plan", at(index), `no plan named "${plan}"; ${useInstead(plan, known)}`));
      } else if (names.indexOf(plan) < index) {
        findings.push(error("plan-twice", at(index), `got ${plan} twice; remove one`));
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
      findings.push(error("unknown-unit", inAccount(name, "unit"), message));
    }
  }

  // a file whose shape is wrong may name any plan
  const everythingRead =
    organization !== null && accounts.size > 0 && [...accounts.values()].every((account) => account !== null);
  for (const plan of known) {
    if (everythingRead && !used.has(plan)) {
      findings.push(
        warning("unused-plan", inPlan(plan), `no account or unit has plan ${plan}; name it in one, or remove the file`),
      );
    }
  }
  return findings;
}

/** A folder without accounts or plans is most likely the wrong folder. */
export function somethingIsProtected({ plans, accounts }: ConfigFiles): readonly Finding[] {
  const findings: Finding[] = [];
  if (accounts.size === 0) {
    findings.push(
      error(
        "no-accounts",
        inOrganization(),
        "no application account; add one as accounts/<account>.yaml (lockstep onboard writes it)",
      ),
    );
  }
  if (plans.size === 0) {
    findings.push(error("no-plans", inOrganization(), "no plan; add one as plans/<plan>.yaml"));
  }
  return findings;
}
