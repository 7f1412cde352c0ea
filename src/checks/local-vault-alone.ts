import { isTypeUncopied } from "../aws/copy-limits.ts";
import { copies } from "../estate/plan-copies.ts";
import { type Reach, reachesOf } from "../estate/reach.ts";
import { type Finding, inAccount, warning } from "../finding.ts";
import type { AppAccount, Estate } from "../model.ts";
import { minutesText } from "../words/units-text.ts";

// an isolated copy that is twice as old or more cannot stand in for the local backup
const farTighter = 2;

/**
 * Copies in central come later and have no continuous backup. Where a promise can be met by the local vault alone, that
 * vault is locked, or somebody said why not.
 */
export function localVaultAlone(estate: Estate): readonly Finding[] {
  const restsByAccount = new Map<AppAccount, Set<string>>();
  const reached = new Set<AppAccount>();
  for (const reach of reachesOf(estate)) {
    const rests = whatRests(estate, reach);
    for (const account of reach.accounts) {
      reached.add(account);
      if (account.lock || rests.length === 0) continue;
      const known = restsByAccount.get(account) ?? new Set();
      for (const rest of rests) known.add(rest);
      restsByAccount.set(account, known);
    }
  }
  return estate.accounts.flatMap((account) => {
    const { name, lock, unlockedReason } = account;
    const rests = restsByAccount.get(account);
    if (rests && unlockedReason === "") {
      const message = `got neither lock nor unlocked, but the local vault alone keeps ${[...rests].join(", ")}; where RPO and RTO are critical the local vault comes first, because copies in central come later and have no continuous backup: use lock, or unlocked: <why no lock is needed>`;
      return [warning("rests-on-local-vault", inAccount(name, "account"), message)];
    }
    if (reached.has(account) && !rests && !lock && unlockedReason !== "") {
      const message = "got a reason for unlocked vaults, but no promise rests on the local vault alone; remove it";
      return [warning("unlocked-unneeded", inAccount(name, "unlocked"), message)];
    }
    return [];
  });
}

/** What of a plan is lost with the local vault, as messages say it. */
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
