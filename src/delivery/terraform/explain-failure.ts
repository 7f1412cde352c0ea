import { pipelineApplyRole, type Scope, stackTag } from "../../names.ts";
import { unwrapped } from "./transient.ts";

/** Who holds a state lock, as Terraform shows it. */
export interface LockInfo {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: string;
}

/** @returns `null` when Terraform does not speak of a lock that somebody holds. */
export function lockInfo(said: string): LockInfo | null {
  if (!said.includes("Error acquiring the state lock")) return null;
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s*(.+?)\\s*$`, "m").exec(said)?.[1] ?? "";
  const id = field("ID");
  return id === "" ? null : { id, who: field("Who"), operation: field("Operation"), created: field("Created") };
}

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html and its like of the other services
const taken =
  /EntityAlreadyExists|AlreadyExistsException|ResourceAlreadyExists|DuplicatePolicy|AccountAlreadyRegistered|has been taken in this account/;

/** Whether Terraform refused to apply before it did anything. */
export const didNothing = (said: string): boolean =>
  /Saved plan is stale|Error acquiring the state lock/.test(unwrapped(said));

/** What an operator is to know and to do about an apply that failed, by what Terraform said, which holds no secret any more. */
export function explainFailure(
  said: string,
  { stack, scope, accountId }: { readonly stack: string; readonly scope: Scope; readonly accountId: string },
): string {
  const text = unwrapped(said);
  if (/Saved plan is stale/.test(text)) {
    return "got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again";
  }
  const lock = lockInfo(said);
  if (lock) {
    return `got a locked state: ${lock.who} holds lock ${lock.id} since ${lock.created} (${lock.operation}); nothing was changed. If that is another run, wait for it; if it was killed, run the unlock workflow with stack ${stack}, scope ${scope} and lock id ${lock.id}, then dispatch deploy`;
  }
  // Terraform asks S3 who holds the lock, and gives up where that has been let go of by then
  if (/Error acquiring the state lock/.test(text)) {
    return `got no lock of the state, which another run may have let go of just then; nothing was changed: dispatch deploy, which plans the stack again\n${said}`;
  }
  const role = pipelineApplyRole(scope);
  if (/AccessDenied/.test(text) && /\bAssumeRole\b/.test(text) && text.includes(`:iam::${accountId}:role/${role}`)) {
    return `got no way into account ${accountId}: ${role} cannot be assumed there; nothing was changed. Check that the StackSet of \`bootstrap\` has finished in the account and that the \`shared\` stack, which lists the accounts, is applied, then dispatch deploy\n${said}`;
  }
  if (/Failed to persist state to backend/.test(text)) {
    return `got no way to write the state; what was done stands, and the state does not know of it. \`errored.tfstate\`, of which Terraform speaks, is gone with this job and is not needed: see that the state bucket can be written, then dispatch deploy, which takes over what was made\n${said}`;
  }
  if (taken.test(text)) {
    return `got a name that is taken in account ${accountId}; what was done before it stands, and the stack stays pending. Dispatch deploy: it takes over what an interrupted apply has made, if it carries the tag ${stackTag}=${stack}. What is somebody else's goes, or is named otherwise, first\n${said}`;
  }
  return `got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again\n${said}`;
}
