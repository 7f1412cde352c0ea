import { type ApplyNote, putApplyNote, readApplyNote } from "../handoff/apply-note.ts";
import type { GithubRun } from "../handoff/github-run.ts";
import { isTombstone, type LedgerPlace, readLedgerEntry } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";

/** An apply that did not end well: it may have made what no state knows. */
export interface LostApply {
  /** Run and attempt, such as `4711/1`; of a note that cannot be read, `unknown`. */
  readonly apply: string;
  readonly runUrl: string;
  /** As ISO 8601; of a note that cannot be read, nothing. */
  readonly beganAt: string;
  /** Of what it applied; absent where the note does not say it. */
  readonly configHash?: string;
}

/** The last apply of a stack, when it did not end well; `null`: it did, or there was none. */
export async function lostApply(store: Pick<ObjectStore, "get">, place: LedgerPlace): Promise<LostApply | null> {
  const note = await readApplyNote(store, place);
  // what cannot be read is no proof that nothing was lost
  if (note === "broken") return { apply: "unknown", runUrl: "", beganAt: "" };
  if (note?.endedAt !== null) return null;
  const { apply, runUrl, beganAt, configHash } = note;
  return { apply, runUrl, beganAt, ...(configHash !== undefined && { configHash }) };
}

/**
 * Notes that an apply begins: from now on it may make something and be killed before the state knows.
 *
 * @param configHash of what it applies
 * @returns what was noted before, as {@link noteNothingDone} takes it
 */
export async function noteBegin(
  store: ObjectStore,
  place: LedgerPlace,
  run: GithubRun,
  now: string,
  configHash: string,
): Promise<ApplyNote | null> {
  const { commit, runUrl } = run;
  const before = await readNote(store, place);
  await putApplyNote(store, place, { apply: applyId(run), commit, runUrl, configHash, beganAt: now, endedAt: null });
  return before;
}

/** Notes that everything is in the state. An apply that another one began in the meantime is left as it is. */
export async function noteEnd(store: ObjectStore, place: LedgerPlace, run: GithubRun, now: string): Promise<void> {
  const note = await readNote(store, place);
  if (note?.apply === applyId(run)) await putApplyNote(store, place, { ...note, endedAt: now });
}

/** Notes that an apply was refused before it did anything: what there is to look for is what there was before. */
export async function noteNothingDone(
  store: ObjectStore,
  place: LedgerPlace,
  run: GithubRun,
  now: string,
  before: ApplyNote | null,
): Promise<void> {
  const note = await readNote(store, place);
  // another apply has ended well, or has begun, since: what was before it is settled, or is told by it
  if (note?.apply !== applyId(run) || note.endedAt !== null) return;
  if (before === null || before.endedAt !== null) await noteEnd(store, place, run, now);
  else await putApplyNote(store, place, { ...before, endedAt: await enteredAt(store, place, before) });
}

/** When the apply of a note was entered in the ledger, which is how it ends well, whoever has noted what in the meantime. */
async function enteredAt(
  store: ObjectStore,
  place: LedgerPlace,
  { runUrl, beganAt }: ApplyNote,
): Promise<string | null> {
  const entry = await readLedgerEntry(store, place);
  if (entry === null || "broken" in entry || isTombstone(entry) || entry.runUrl !== runUrl) return null;
  return Date.parse(entry.appliedAt) >= Date.parse(beganAt) ? entry.appliedAt : null;
}

/** Notes that nothing is left to look for of an apply that did not end well, if it is the last one still. */
export async function noteFound(
  store: ObjectStore,
  place: LedgerPlace,
  run: GithubRun,
  now: string,
  apply: LostApply["apply"],
): Promise<void> {
  const lost = await lostApply(store, place);
  if (lost?.apply !== apply) return;
  const note = await readNote(store, place);
  const { commit, runUrl } = run;
  const own = { apply: applyId(run), commit, runUrl, beganAt: now, endedAt: null };
  await putApplyNote(store, place, { ...(note ?? own), endedAt: now });
}

async function readNote(store: Pick<ObjectStore, "get">, place: LedgerPlace): Promise<ApplyNote | null> {
  const note = await readApplyNote(store, place);
  return note === "broken" ? null : note;
}

const applyId = ({ runId, attempt }: Pick<GithubRun, "runId" | "attempt">) => `${runId}/${attempt}`;
