import type { Estate } from "../../../src/model.ts";
import type { StackAccount } from "../../../src/preflight/account-checks.ts";
import { stackAccounts } from "../../../src/preflight/account-checks.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { checkLines } from "../../../src/preflight/check-text.ts";
import { neededStatements } from "../../../src/preflight/delegation.ts";
import type { Entry, Facts } from "../../../src/preflight/facts.ts";
import { judgeFacts } from "../../../src/preflight/judge-facts.ts";
import { backupService, stackSetsService, wantedOptIn } from "../../../src/preflight/organization-checks.ts";
import { exampleEstate, withResourceGuardrails } from "../../support/stacks.ts";

export const example = exampleEstate();
/** The same organization, with a resource control policy. */
export const guarded = withResourceGuardrails(example);
/** The same organization, with its switches kept by hand. */
export const byHand: Estate = { ...example, management: null };

export const known = <T>(answer: T) => ({ answer });

/** An organization that has everything, before the first deploy of a stack. */
export function completeFacts(estate: Estate = example): Facts {
  const accounts = stackAccounts(estate);
  return {
    caller: { accountId: "222222222222", role: "lockstep-hub-plan" },
    organization: known({ id: "o-a1b2c3d4e5", managementAccountId: "111111111111", allFeatures: true }),
    policyTypes: known(["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"]),
    resourceControlPolicies: known([]),
    trustedServices: known([backupService, stackSetsService]),
    delegates: { [backupService]: known(["222222222222"]), [stackSetsService]: known(["222222222222"]) },
    delegationPolicy: known({ statements: neededStatements(estate) }),
    globalSettings: known({ isCrossAccountBackupEnabled: "true" }),
    managementOptIn: Object.fromEntries(
      Object.entries(wantedOptIn(estate)).map(([region, types]) => [
        region,
        known(Object.fromEntries(types.map((type) => [type, true]))),
      ]),
    ),
    accounts: known(new Map(accounts.map(({ accountId }) => [accountId, "ACTIVE"]))),
    units: Object.fromEntries(
      estate.units.map((unit) => [
        unit.name,
        known({
          orgPath: unit.orgPath,
          accountIds: estate.accounts.filter((account) => account.unit === unit.name).map(({ accountId }) => accountId),
          strays: new Map<string, string>(),
        }),
      ]),
    ),
    entries: new Map(accounts.map((account) => [account.accountId, entered(account)])),
  };
}

export const entered = (account: StackAccount): Entry => ({
  outcome: "entered",
  serviceLinkedRole: known(account.serviceLinkedRole === "create" ? "ours" : "others"),
  disabledRegions: [],
  unaskedRegions: [],
});

/** What is not well, as a person reads it. */
export function complaints(estate: Estate, facts: Facts): readonly string[] {
  const checks: readonly Check[] = judgeFacts(estate, facts).filter(({ outcome }) => outcome.is !== "ok");
  return checkLines(checks).slice(0, -2);
}
