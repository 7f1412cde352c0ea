import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import { holdsAccounts } from "../stack/pipeline-scope.ts";

/** Why the pipeline must not carry on with a stack that leaves something in AWS without anybody planning it. */
export interface RemovedProblem {
  readonly stack: string;
  readonly message: string;
}

/** Every stack that would be left behind: removed ones, then those that would start anew elsewhere. */
export function removedProblems({ removed, moved }: Pick<AffectedStacks, "removed" | "moved">) {
  const problems: readonly RemovedProblem[] = [
    ...removed.map(({ stack, scope, accountId, retired }) => ({
      stack,
      message: removedMessage(holdsAccounts(scope), accountId, retired),
    })),
    ...moved.map(({ stack, from, to }) => ({
      stack,
      message: `got ${to} where it was ${from}; use what it was: in another place it would start from nothing, and nobody would plan what it made`,
    })),
  ];
  return problems;
}

function removedMessage(isApp: boolean, accountId: string, retired: boolean): string {
  if (!isApp) return "got no such stack any more; put it back: nobody would plan what it made, which stays in AWS";
  if (retired)
    return `got no file of the retired account ${accountId} any more; put it back, or run the workflow retire, by which Terraform lets go of its stack, and then allow stack-removed for a while`;
  return `got no file of account ${accountId} any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached`;
}
