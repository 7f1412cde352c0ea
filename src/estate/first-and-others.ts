import { accountFile } from "../diagnostics/config-key.ts";
import type { AppAccount } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

/** The first of some accounts with its file, and how many others there are. An account may be there twice. */
export function firstAndOthers(accounts: readonly AppAccount[]): string {
  const names = [...new Set(accounts.map(({ name }) => name))];
  const [first = ""] = names;
  return withOthers(`${first} (${accountFile(first)})`, names);
}
