import type { Clauses, Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import { holdsAccounts } from "../stack/pipeline-scope.ts";

/**
 * Every stack that would be left in AWS without anybody planning it: removed ones, then those that would start anew
 * elsewhere. The pipeline must not carry on with one.
 */
export const removedProblems = ({
  removed,
  moved,
}: Pick<AffectedStacks, "removed" | "moved">): readonly Diagnostic<StackResource, "stack-removed">[] => [
  ...removed.map(({ stack, scope, accountId, retired }) =>
    left(stack, removedClauses(holdsAccounts(scope), accountId, retired)),
  ),
  ...moved.map(({ stack, from, to }) =>
    left(stack, {
      got: `got ${to} where it was ${from}`,
      why: "",
      use: "use what it was: in another place it would start from nothing, and nobody would plan what it made",
    }),
  ),
];

/** An allowance names the stack as the address, too. */
const left = (stack: string, clauses: Clauses): Diagnostic<StackResource, "stack-removed"> => ({
  rule: "stack-removed",
  severity: "error",
  place: { stack, address: stack, path: [] },
  ...clauses,
});

function removedClauses(isApp: boolean, accountId: string, retired: boolean): Clauses {
  if (!isApp) {
    return {
      got: "got no such stack any more",
      why: "",
      use: "put it back: nobody would plan what it made, which stays in AWS",
    };
  }
  if (retired) {
    return {
      got: `got no file of the retired account ${accountId} any more`,
      why: "",
      use: "put it back, or run the workflow retire, by which Terraform lets go of its stack, and then allow stack-removed for a while",
    };
  }
  return {
    got: `got no file of account ${accountId} any more`,
    why: "",
    use: "put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached",
  };
}
