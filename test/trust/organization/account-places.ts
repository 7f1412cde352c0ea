import { accountClasses } from "../../../src/model.ts";
import { account, central, organization, shared } from "./places.ts";

export interface AccountPlace {
  readonly where: string;
  readonly accountId: string;
}

const application = (where: string): AccountPlace => ({ where, accountId: account(where).accountId });

/** One account of each kind; application accounts by what central knows them by: id, unit's path, other class. */
export const accountPlaces: readonly AccountPlace[] = [
  ...["payments-prod", "warehouse-prod", "sandbox"].map(application),
  ...accountClasses.map((cls) => ({
    where: `central ${cls === "prod" ? "prod" : "non-prod"}`,
    accountId: central[cls].accountId,
  })),
  { where: "shared", accountId: shared.accountId },
  { where: "management", accountId: organization.managementAccountId },
];
