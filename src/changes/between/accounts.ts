import type { AppAccount, Estate } from "../../model.ts";
import { onceFor } from "../../once-for.ts";

/** An account before and after the change. */
export interface AccountPair {
  readonly was: AppAccount;
  readonly is: AppAccount;
}

const byName: (estate: Estate) => ReadonlyMap<string, AppAccount> = onceFor(
  (estate) => new Map(estate.accounts.map((account) => [account.name, account])),
);
const byId: (estate: Estate) => ReadonlyMap<string, AppAccount> = onceFor(
  (estate) => new Map(estate.accounts.map((account) => [account.accountId, account])),
);

/** The account whose file has this name. */
export const accountNamed = (estate: Estate, name: string) => byName(estate).get(name);
export const accountWithId = (estate: Estate, accountId: string) => byId(estate).get(accountId);

/** Accounts that kept their file and their id. */
export const accountPairs = (base: Estate, head: Estate): readonly AccountPair[] =>
  base.accounts.flatMap((was) => {
    const is = accountNamed(head, was.name);
    return is?.accountId === was.accountId ? [{ was, is }] : [];
  });

/** Accounts whose file is gone, and whose id no other file has. */
export const accountsGone = (base: Estate, head: Estate): readonly AppAccount[] =>
  base.accounts.filter(({ name, accountId }) => !accountNamed(head, name) && !accountWithId(head, accountId));
