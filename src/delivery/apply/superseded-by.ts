import type { PendingStacks } from "../handoff/affected-stacks.ts";
import { type BrokenEntry, isTombstone, type LedgerEntry } from "../handoff/ledger-entry.ts";
import type { IsAncestor } from "../repository/git-history.ts";

/** A stack as a run has planned it. */
interface Planned {
  readonly configHash: string;
  readonly lockHash: string;
  /** What the ledger had of it then; nothing: it had none, or a broken one. */
  readonly since: PendingStacks["since"][string] | undefined;
}

/**
 * Why a stack must not be applied from this commit any more; `null`: it may. Saved plans of older runs go stale by
 * themselves only when something was changed in between.
 */
export async function supersededBy(
  entry: LedgerEntry | BrokenEntry | null,
  commit: string,
  { configHash, lockHash, since }: Planned,
  isAncestor: IsAncestor,
): Promise<string | null> {
  if (entry === null || "broken" in entry) return null;
  const newer = entry.commit !== commit && (await isAncestor(commit, entry.commit));
  if (isTombstone(entry)) {
    return newer || entry.commit === commit ? `retired from commit ${short(entry.commit)} on ${entry.retiredAt}` : null;
  }
  if (newer) return `a newer commit, ${short(entry.commit)}, was applied on ${entry.appliedAt}`;
  // it was planned again since: it had drifted, or an apply had not ended well
  if (entry.commit === since?.commit && entry.appliedAt === since.appliedAt) return null;
  if (entry.configHash !== configHash || entry.lockHash !== lockHash) return null;
  if (entry.commit === commit) return `applied from this commit already, on ${entry.appliedAt}`;
  // runs that wait for approval keep nobody waiting, so that an older one may have been approved in the meantime
  return since === undefined
    ? null
    : `applied as it is here by another run, on ${entry.appliedAt}, after this one planned it`;
}

const short = (commit: string) => commit.slice(0, 12);
