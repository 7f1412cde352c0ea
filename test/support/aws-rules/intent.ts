import type { AccountClass, Estate } from "../../../src/model.ts";

/** What the team meant, and what AWS Organizations knows: nothing of it can be read from the Terraform JSON. */
export interface Intent {
  readonly partition: string;
  readonly organizationId: string;
  readonly accounts: readonly IntendedAccount[];
  readonly central: Readonly<Record<AccountClass, { readonly accountId: string; readonly regions: readonly string[] }>>;
  readonly managementAccountId: string | null;
  /** Accounts whose compliance lock somebody decided to arm. */
  readonly armedAccountIds: readonly string[];
  /** Accounts in which config asks for AWS Backup's service-linked role; in the others it is there already. */
  readonly serviceLinkedRoleIn: readonly string[];
  /** By the name that the plan has in the policies. */
  readonly plans: ReadonlyMap<string, IntendedPlan>;
}

export interface IntendedAccount {
  readonly accountId: string;
  readonly class: AccountClass;
  readonly isRetired: boolean;
  /** What a policy that reaches it can be attached to. */
  readonly targetIds: readonly string[];
  /** As `aws:PrincipalOrgPaths` has it. */
  readonly orgPath: string;
}

export interface IntendedPlan {
  readonly rpoMinutes: number;
  readonly isolatedRpoMinutes: number | null;
  readonly types: readonly string[];
  readonly uncopiedTypes: readonly string[];
  /** Whether somebody keeps the windows of the resources themselves at a time that config knows. */
  readonly knowsOwnWindows: boolean;
  readonly rules: ReadonlyMap<string, IntendedRule>;
}

export interface IntendedRule {
  readonly isLocalOnly: boolean;
  readonly mayCopyShorter: boolean;
  readonly copyWithinMinutes: number;
}

export function intentOf(estate: Estate): Intent {
  const { id, rootId } = estate.organization;
  const units = new Map(estate.units.map((unit) => [unit.name, unit]));
  return {
    partition: estate.partition,
    organizationId: id,
    accounts: estate.accounts.map(({ accountId, class: cls, state, unit: name }) => {
      const unit = units.get(name ?? "");
      return {
        accountId,
        class: cls,
        isRetired: state === "retired",
        targetIds: [accountId, ...(unit ? [unit.ouId] : [])],
        orgPath: unit?.orgPath ?? `${id}/${rootId}/ou-zzzz-elsewhere/`,
      };
    }),
    central: estate.central,
    managementAccountId: estate.management?.accountId ?? null,
    armedAccountIds: [estate.central.prod, estate.central.nonprod, ...estate.accounts]
      .filter(({ lock }) => lock !== null && lock.mode === "compliance" && lock.armedOn !== null)
      .map(({ accountId }) => accountId),
    serviceLinkedRoleIn: [estate.central.prod, estate.central.nonprod, ...estate.accounts]
      .filter(({ createServiceLinkedRole }) => createServiceLinkedRole)
      .map(({ accountId }) => accountId),
    plans: new Map(
      estate.plans.map((plan) => [
        `lockstep-${plan.name}`,
        {
          ...plan.promise,
          types: plan.selection.types,
          uncopiedTypes: Object.keys(plan.uncopied),
          knowsOwnWindows: plan.ownWindows !== null,
          rules: new Map(
            plan.rules.map(({ name, copies, copyWithinMinutes }) => [
              name,
              {
                isLocalOnly: copies.kind === "localOnly",
                mayCopyShorter: copies.kind === "central" && copies.shorterReason !== "",
                copyWithinMinutes,
              },
            ]),
          ),
        },
      ]),
    ),
  };
}
