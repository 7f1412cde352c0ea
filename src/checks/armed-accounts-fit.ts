import { isArmed } from "../estate/armed-lock.ts";
import { error, type Finding, inAccount } from "../finding.ts";
import type { Estate } from "../model.ts";

/**
 * Accounts, central ones included, whose lock may be armed: the pipeline's role names each of them, and its inline policy
 * holds 10,240 characters. A test synthesizes that many.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const mostArmedAccounts = 100;

/** One armed account more than that, and nobody can apply `bootstrap` any more. */
export function armedAccountsFit(estate: Estate): readonly Finding[] {
  const armedCentral = Object.values(estate.central).filter(({ lock }) => isArmed(lock)).length;
  const armed = estate.accounts.filter(({ lock }) => isArmed(lock));
  const total = armedCentral + armed.length;
  const last = armed.at(-1);
  if (total <= mostArmedAccounts || !last) return [];
  const message = `got ${total} accounts with an armed lock; the policy of the pipeline's role names ${mostArmedAccounts} at most: use governance locks for some`;
  return [error("too-many-armed", inAccount(last.name, "lock", "arm"), message)];
}
