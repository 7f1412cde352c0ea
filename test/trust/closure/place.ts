import type { Estate } from "../../../src/model.ts";
import { outsideAccount } from "../organization/people.ts";

/** What an account is for: paths are told, and known again, by kinds of accounts and not by their numbers. */
export type Place =
  | "management"
  | "shared"
  | "central prod"
  | "central non-prod"
  | "a prod account"
  | "a non-prod account"
  | "an account that config does not know"
  | "outside";

export function placeOf({ organization, shared, central, accounts }: Estate, accountId: string): Place {
  if (accountId === organization.managementAccountId) return "management";
  if (accountId === shared.accountId) return "shared";
  if (accountId === central.prod.accountId) return "central prod";
  if (accountId === central.nonprod.accountId) return "central non-prod";
  if (accountId === outsideAccount) return "outside";
  const account = accounts.find((one) => one.accountId === accountId);
  if (!account) return "an account that config does not know";
  return account.class === "prod" ? "a prod account" : "a non-prod account";
}

export const isCentral = (place: Place) => place === "central prod" || place === "central non-prod";
