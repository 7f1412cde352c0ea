import { z } from "zod";
import { ledgerKey, type Scope } from "../../names.ts";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";
import type { ObjectStore } from "./object-store.ts";

const common = {
  stack: field.stack,
  scope: field.scope,
  accountId: field.accountId,
  commit: field.commit,
  runUrl: z.string(),
};
const applied = z
  .strictObject({
    ...common,
    configHash: field.hash,
    /** Empty when there was nothing to change. */
    digest: field.hashOrNone,
    terraformVersion: z.string(),
    /** Empty when there was no lock file. */
    lockHash: field.hashOrNone,
    appliedAt: z.iso.datetime(),
  })
  .readonly();
const tombstone = z
  .strictObject({
    ...common,
    retired: z.literal(true),
    retiredAt: z.iso.datetime(),
    resources: z.array(z.string()).readonly(),
  })
  .readonly();

/** What was applied of a stack last, written only after Terraform had succeeded. */
export type AppliedEntry = z.infer<typeof applied>;

/** Says that Terraform was made to forget a stack of a retired account; what it made stays in AWS. */
export type Tombstone = z.infer<typeof tombstone>;

export type LedgerEntry = AppliedEntry | Tombstone;

export const isTombstone = (entry: LedgerEntry | BrokenEntry): entry is Tombstone => "retired" in entry;

/** What of an entry is broken, so that what was applied is not known. */
export interface BrokenEntry {
  readonly broken: string;
}

/** The stack and scope that an entry's key names. */
export interface LedgerPlace {
  readonly stack: string;
  readonly scope: Scope;
}

export const ledgerFile = handOver<LedgerEntry>({
  what: "a ledger entry",
  writer: "`lockstep apply` or `retire`",
  version: 1,
  schema: (data) => ("retired" in data ? tombstone : applied),
});

export function parseLedgerEntry(text: string, place: LedgerPlace): LedgerEntry | BrokenEntry {
  const read = ledgerFile.tryParse(text);
  if ("problems" in read) return { broken: read.problems.join(", ") };
  const { stack, scope } = read.value;
  if (stack !== place.stack || scope !== place.scope) return { broken: `got the entry of ${scope}/${stack}` };
  return read.value;
}

/** What the ledger says of a stack; `null`: nothing. A broken entry is as good as none, but seen. */
export async function readLedgerEntry(
  store: Pick<ObjectStore, "get">,
  place: LedgerPlace,
): Promise<LedgerEntry | BrokenEntry | null> {
  const text = await store.get(ledgerKey(place.scope, place.stack));
  return text === null ? null : parseLedgerEntry(text.toString("utf8"), place);
}

export const putLedgerEntry = (store: Pick<ObjectStore, "put">, entry: LedgerEntry): Promise<void> =>
  store.put(ledgerKey(entry.scope, entry.stack), ledgerFile.text(entry));
