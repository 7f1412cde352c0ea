import { error, type Finding, inOrganization } from "../finding.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";

/** Whom a sealed central account's policies name stays the same: the pipeline could not change it there. */
export const sealedStays = (base: Estate, head: Estate): readonly Finding[] =>
  accountClasses.flatMap((cls) => {
    if (!head.central[cls].isSealed || named(base, cls) === named(head, cls)) return [];
    const what = `got other units or Regions, or accounts in no unit, while central ${cls} is sealed`;
    const message = base.central[cls].isSealed
      ? `${what}: the pipeline can't change its policies, and the deployment stops there; take sealed out and run bootstrap first, as docs/duties.md says`
      : `${what} by the same change: bootstrap could seal it before its policies name them; seal it once this is deployed`;
    return [error("sealed-members-changed", inOrganization("central", cls, "sealed"), message)];
  });

/** Whom the policies of its vaults and keys name, and where there are any. */
function named({ accounts, units, central }: Estate, cls: AccountClass): string {
  const listed = accounts.filter((account) => account.class === cls && account.unit === null);
  const ofClass = units.filter((unit) => unit.class === cls);
  return JSON.stringify([
    listed.map(({ accountId }) => accountId).toSorted(),
    ofClass.map(({ orgPath }) => orgPath).toSorted(),
    central[cls].regions.toSorted(),
  ]);
}
