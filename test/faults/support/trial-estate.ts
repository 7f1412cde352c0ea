import type { AppAccount, Estate } from "../../../src/model.ts";
import { exampleEstate } from "../../support/stacks.ts";

/**
 * The example organization, with as many application accounts, all alike, as there are trials: what one of them breaks,
 * no other sees.
 */
export function trialEstate(trials: number): Estate {
  const estate = exampleEstate();
  const like = estate.accounts.find(({ name }) => name === "payments-dev");
  if (!like) throw new Error("got no account payments-dev in the example");
  const accounts = Array.from({ length: trials }, (_, index) => ({
    ...like,
    name: `trial-${String(index).padStart(3, "0")}`,
    accountId: String(666_666_667_000 + index),
  }));
  return { ...estate, accounts };
}

/** The same once its accounts have changed: each has another owner, whom every tag names, and a lock. */
export function changedEstate(estate: Estate): Estate {
  const lock = {
    mode: "governance",
    minDays: 1,
    maxDays: 3650,
    armedOn: null,
    coolingOffDays: 3,
    cooledOff: null,
  } as const;
  const accounts = estate.accounts.map(
    (account): AppAccount => ({
      ...account,
      owner: "payments-operations@acme.example",
      lock: { ...lock, reason: "the service level of payments asks for it" },
    }),
  );
  return { ...estate, accounts };
}
