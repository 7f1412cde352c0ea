import { isTypeUncopied } from "../aws/copy-limits.ts";
import type { AppAccount, Estate } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { minutesText } from "../words/units-text.ts";
import { copies } from "./plan-copies.ts";
import { type Reach, reachesOf } from "./reach.ts";

// an isolated copy that is twice as old or more cannot stand in for the local backup
const farTighter = 2;

/** An account that some plan reaches, and what of its promises the local vault alone can keep, as messages say it. */
export interface LocalVaultRests {
  readonly account: AppAccount;
  readonly rests: readonly string[];
}

/** Accounts in the estate's order. */
export const restsOnLocalVaults: (estate: Estate) => readonly LocalVaultRests[] = onceFor((estate) => {
  const restsByAccount = new Map<AppAccount, Set<string>>();
  for (const reach of reachesOf(estate)) {
    const rests = whatRests(estate, reach);
    for (const account of reach.accounts) {
      const known = restsByAccount.get(account) ?? new Set();
      for (const rest of rests) known.add(rest);
      restsByAccount.set(account, known);
    }
  }
  return estate.accounts.flatMap((account) => {
    const rests = restsByAccount.get(account);
    return rests ? [{ account, rests: [...rests] }] : [];
  });
});

/** What of a plan is lost with the local vault. */
function whatRests(estate: Estate, { plan, class: cls, region, kinds }: Reach): readonly string[] {
  if (kinds.length === 0) return [];
  if (!copies(plan)) return [`every backup of plan ${plan.name}, which copies none`];

  const rests: string[] = [];
  const isContinuous = plan.rules.some(({ continuous }) => continuous);
  if (isContinuous && kinds.some(({ continuousRpoMinutes }) => continuousRpoMinutes !== null)) {
    rests.push(`the point-in-time recovery of plan ${plan.name}`);
  }
  const { rpoMinutes, isolatedRpoMinutes } = plan.promise;
  if (isolatedRpoMinutes !== null && rpoMinutes * farTighter <= isolatedRpoMinutes) {
    rests.push(
      `the RPO of ${minutesText(rpoMinutes)} of plan ${plan.name}, whose isolated copy has ${minutesText(isolatedRpoMinutes)}`,
    );
  }
  const uncopied = [...new Set(kinds.map(({ type }) => type))].filter(
    (type) =>
      plan.uncopied[type] !== undefined &&
      estate.central[cls].regions.some((toRegion) => isTypeUncopied(type, region, toRegion)),
  );
  if (uncopied.length > 0) rests.push(`the backups of ${uncopied.join(", ")}, which plan ${plan.name} does not copy`);
  return rests;
}
