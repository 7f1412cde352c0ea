import { counted } from "../../words/counted.ts";
import type { Tombstone } from "../handoff/ledger-entry.ts";
import type { WhenRetired } from "../resources/resource-type.ts";
import { resourceType } from "../resources/resource-types.ts";

/** What a person may do in the account later, in this order. */
const later: Readonly<Record<WhenRetired, string>> = {
  roles:
    "roles whose names contain AWSBackup: keep them until the last recovery point is gone; AWS Backup needs them to let backups expire",
  vaults:
    "vaults: backups in them expire by their own retention; a vault may be deleted once it is empty and unlocked, a compliance lock never goes",
  keys: "keys: schedule their deletion only after the last vault and the last copy encrypted with them are gone; without its key a backup is lost",
  "event rules": "event rules: they go on forwarding failed jobs; delete them last",
};

/** Tells what stays in a retired account, and what becomes of it. */
export function retiredLines({ stack, accountId, resources }: Tombstone): readonly string[] {
  const said = new Set(resources.map((address) => resourceType(address.split(".")[0] ?? "")?.whenRetired));
  const advice = Object.entries(later).flatMap(([of, text]) => (said.has(of as WhenRetired) ? [`  ${text}`] : []));
  return [
    `${stack}: Terraform has let go of ${counted(resources.length, "resource")} in account ${accountId}; nothing in AWS was changed`,
    "these stay there, and nobody plans them any more:",
    ...resources.map((address) => `  ${address}`),
    "now: the account's file may be removed, by a pull request; the central account then takes in no more of its copies",
    ...(advice.length > 0 ? ["later, by a person in the account:", ...advice] : []),
  ];
}

/** What is said of an account that was let go of before. */
export const alreadyLine = ({ stack, accountId, resources, retiredAt }: Tombstone) =>
  `${stack}: Terraform let go of ${counted(resources.length, "resource")} in account ${accountId} at ${retiredAt} already; its file may be removed`;
