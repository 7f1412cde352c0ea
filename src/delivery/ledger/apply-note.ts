import { z } from "zod";
import { applyNoteKey, type Scope } from "../../names.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { GithubRun } from "../run/github-run.ts";

const applyNote = z.strictObject({
  version: z.literal(1),
  /** Run and attempt that applied. */
  apply: z.string().regex(/^\d+\/\d+$/),
  commit: z.string(),
  runUrl: z.string(),
  beganAt: z.iso.datetime(),
  /** `null`: it is under way, failed, or was killed. */
  endedAt: z.iso.datetime().nullable(),
});
type ApplyNote = Readonly<z.infer<typeof applyNote>>;

/** A stack whose applies are noted. */
export interface NotedStack {
  readonly stack: string;
  readonly scope: Scope;
}

/** An apply that did not end well: it may have made what no state knows. */
export interface LostApply {
  /** Run and attempt, such as `4711/1`; of a note that cannot be read, `unknown`. */
  readonly apply: string;
  readonly runUrl: string;
}

/** The last apply of a stack, when it did not end well; `null`: it did, or there was none. */
export async function lostApply(store: Pick<ObjectStore, "get">, place: NotedStack): Promise<LostApply | null> {
  const text = await store.get(applyNoteKey(place.scope, place.stack));
  if (text === null) return null;
  const note = parseNote(text.toString("utf8"));
  // what cannot be read is no proof that nothing was lost
  if (note === null) return { apply: "unknown", runUrl: "" };
  return note.endedAt === null ? { apply: note.apply, runUrl: note.runUrl } : null;
}

/**
 * Notes that an apply begins: from now on it may make something and be killed before the state knows.
 *
 * @returns what was noted before, as {@link noteNothingDone} takes it
 */
export async function noteBegin(
  store: ObjectStore,
  place: NotedStack,
  run: GithubRun,
  now: string,
): Promise<ApplyNote | null> {
  const { commit, runUrl } = run;
  const before = await readNote(store, place);
  await put(store, place, { version: 1, apply: applyId(run), commit, runUrl, beganAt: now, endedAt: null });
  return before;
}

/** Notes that everything is in the state. An apply that another one began in the meantime is left as it is. */
export async function noteEnd(store: ObjectStore, place: NotedStack, run: GithubRun, now: string): Promise<void> {
  const note = await readNote(store, place);
  if (note?.apply === applyId(run)) await put(store, place, { ...note, endedAt: now });
}

/** Notes that an apply was refused before it did anything: what there is to look for is what there was before. */
export async function noteNothingDone(
  store: ObjectStore,
  place: NotedStack,
  run: GithubRun,
  now: string,
  before: ApplyNote | null,
): Promise<void> {
  if (before === null || before.endedAt !== null) await noteEnd(store, place, run, now);
  else await put(store, place, before);
}

async function readNote(store: Pick<ObjectStore, "get">, { scope, stack }: NotedStack): Promise<ApplyNote | null> {
  const text = await store.get(applyNoteKey(scope, stack));
  return text === null ? null : parseNote(text.toString("utf8"));
}

const applyId = ({ runId, attempt }: Pick<GithubRun, "runId" | "attempt">) => `${runId}/${attempt}`;

const put = (store: ObjectStore, { scope, stack }: NotedStack, note: ApplyNote) =>
  store.put(applyNoteKey(scope, stack), `${JSON.stringify(note, null, 2)}\n`);

function parseNote(text: string): ApplyNote | null {
  try {
    return applyNote.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
