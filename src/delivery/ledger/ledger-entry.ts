import { z } from "zod";
import { pipelineScopes, type Scope } from "../../names.ts";

const scopes = pipelineScopes.map(({ scope }) => scope) as [Scope, ...Scope[]];
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const commit = z.string().regex(/^[0-9a-f]{40}$/);
const common = {
  version: z.literal(1),
  stack: z.string().regex(/^[a-z][a-z0-9-]{0,127}$/),
  scope: z.enum(scopes),
  accountId: z.string().regex(/^\d{12}$/),
  commit,
  runUrl: z.string(),
};
const applied = z.strictObject({
  ...common,
  configHash: hash,
  /** Empty when there was nothing to change. */
  digest: hash.or(z.literal("")),
  terraformVersion: z.string(),
  /** Empty when there was no lock file. */
  lockHash: hash.or(z.literal("")),
  appliedAt: z.iso.datetime(),
});
const tombstone = z.strictObject({
  ...common,
  retired: z.literal(true),
  retiredAt: z.iso.datetime(),
  resources: z.array(z.string()),
});

/** What was applied of a stack last, written only after Terraform had succeeded. */
export type AppliedEntry = Readonly<z.infer<typeof applied>>;

/** Says that Terraform was made to forget a stack of a retired account; what it made stays in AWS. */
export type Tombstone = Readonly<z.infer<typeof tombstone>>;

export type LedgerEntry = AppliedEntry | Tombstone;

export const isTombstone = (entry: LedgerEntry): entry is Tombstone => "retired" in entry;

/** What of an entry is broken, so that what was applied is not known. */
export interface BrokenEntry {
  readonly broken: string;
}

/** @param place the stack and scope that the entry's key names */
export function parseLedgerEntry(
  text: string,
  place: { readonly stack: string; readonly scope: Scope },
): LedgerEntry | BrokenEntry {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { broken: "got no JSON" };
  }
  const isRetired = typeof data === "object" && data !== null && "retired" in data;
  const result = isRetired ? tombstone.safeParse(data) : applied.safeParse(data);
  if (!result.success) {
    const [issue] = result.error.issues;
    return { broken: `got ${issue?.path.join(".") || "the whole"}: ${issue?.message}` };
  }
  const { stack, scope } = result.data;
  if (stack !== place.stack || scope !== place.scope) return { broken: `got the entry of ${scope}/${stack}` };
  return result.data;
}

export const ledgerText = (entry: LedgerEntry) => `${JSON.stringify(entry, null, 2)}\n`;
