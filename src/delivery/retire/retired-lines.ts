import { counted } from "../../words/counted.ts";
import type { Tombstone } from "../handoff/ledger-entry.ts";
import type { WhenRetired } from "../resources/resource-type.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { Closure } from "./closed-account.ts";

/** What a person may do in the account later, in this order. */
const later: Readonly<Record<WhenRetired, string>> = {
  roles:
    "roles whose names contain AWSBackup: keep them until the last recovery point is gone; AWS Backup needs them to let backups expire",
  vaults:
    "vaults: backups in them expire by their own retention; a vault may be deleted once it is empty and unlocked, a compliance lock never goes",
  keys: "keys: schedule their deletion only after the last vault and the last copy encrypted with them are gone; without its key a backup is lost",
  "event rules": "event rules: they go on forwarding failed jobs; delete them last",
};

// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html
const reopened =
  "within 90 days AWS Support reopens it, with all that it held; after that AWS deletes all of this, local backups included";

/** What becomes of an account that nobody can enter. */
const whenClosed: Readonly<Record<Closure, string>> = {
  CLOSED: `the account is closed, says AWS Organizations: ${reopened}`,
  PENDING_CLOSURE: `the account is being closed, says AWS Organizations: ${reopened}`,
  SUSPENDED:
    "the account is suspended, says AWS Organizations: all of this stays, out of everybody's reach, until AWS lifts that or closes the account",
  MISSING:
    "AWS Organizations lists no such account: closed more than 90 days ago, it is gone with all of this, local backups included; if it has left the organization, all of this is still there",
};

/** Closed for good there is nobody in the account who could do something. */
const forGood: readonly (Closure | null)[] = ["CLOSED", "PENDING_CLOSURE"];

/** Tells what stays in a retired account, and what becomes of it. */
export function retiredLines({ stack, accountId, resources }: Tombstone, closure: Closure | null): readonly string[] {
  const said = new Set(resources.map((address) => resourceType(address.split(".")[0] ?? "")?.whenRetired));
  const advice = Object.entries(later).flatMap(([of, text]) => (said.has(of as WhenRetired) ? [`  ${text}`] : []));
  return [
    `${stack}: Terraform has let go of ${counted(resources.length, "resource")} in account ${accountId}; nothing in AWS was changed`,
    ...(closure === null ? ["these stay there, and nobody plans them any more:"] : [whenClosed[closure]]),
    ...resources.map((address) => `  ${address}`),
    closure === null
      ? "now: the account's file may be removed, by a pull request; the central account then takes in no more of its copies"
      : "its copies in the central account stay until they expire; the account's file may be removed, by a pull request, once the last one has",
    ...(advice.length > 0 && !forGood.includes(closure) ? ["later, by a person in the account:", ...advice] : []),
  ];
}

/** What is said of an account that was let go of before. */
export const alreadyLine = ({ stack, accountId, resources, retiredAt }: Tombstone) =>
  `${stack}: Terraform let go of ${counted(resources.length, "resource")} in account ${accountId} at ${retiredAt} already; its file may be removed`;
