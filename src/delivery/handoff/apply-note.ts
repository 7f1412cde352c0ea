import { z } from "zod";
import { applyNoteKey } from "../../names.ts";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";
import type { LedgerPlace } from "./ledger-entry.ts";
import type { ObjectStore } from "./object-store.ts";

const schema = z
  .strictObject({
    /** Run and attempt that applied. */
    apply: z.string().regex(/^\d+\/\d+$/),
    commit: z.string(),
    runUrl: z.string(),
    /** Of what it applied; absent in what earlier releases wrote. */
    configHash: z.exactOptional(field.hash),
    beganAt: z.iso.datetime(),
    /** `null`: it is under way, failed, or was killed. */
    endedAt: z.iso.datetime().nullable(),
  })
  .readonly();

/** Says of a stack's last apply when it began and whether it ended well. */
export type ApplyNote = z.infer<typeof schema>;

export const applyNoteFile = handOver<ApplyNote>({
  what: "an apply's note",
  writer: "`lockstep apply`",
  version: 1,
  schema,
});

/** @returns `null`: there is none; `broken`: there is one that cannot be read */
export async function readApplyNote(
  store: Pick<ObjectStore, "get">,
  { scope, stack }: LedgerPlace,
): Promise<ApplyNote | "broken" | null> {
  const text = await store.get(applyNoteKey(scope, stack));
  if (text === null) return null;
  const read = applyNoteFile.tryParse(text.toString("utf8"));
  return "value" in read ? read.value : "broken";
}

export const putApplyNote = (
  store: Pick<ObjectStore, "put">,
  { scope, stack }: LedgerPlace,
  note: ApplyNote,
): Promise<void> => store.put(applyNoteKey(scope, stack), applyNoteFile.text(note));
