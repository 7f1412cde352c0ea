import { pipelineApplyRole, type Scope, stackTag } from "../../names.ts";
import { unlockCommand } from "../stack/unlock-command.ts";
import { applyRefusals, lockRefusals, type Refusal } from "./refusals.ts";
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

/** What `terraform apply` left behind when it failed. */
export interface FailedApply {
  /** Its errors, without secrets. */
  readonly said: string;
  /** What it told of its progress: each change that it begins is there before it is begun. */
  readonly progress: string;
}

/**
 * Whether Terraform ended before it changed anything: it says so, by an error that comes before its first change, and has
 * begun none. Anything else may have made something, whatever it says.
 */
export const didNothing = ({ said, progress }: FailedApply): boolean => {
  const text = unwrapped(said);
  return !begun.test(progress) && (isStale(text) || refusal(text) !== undefined || enteredNowhere(said));
};

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html and its like of the other services
const taken =
  /EntityAlreadyExists|AlreadyExistsException|ResourceAlreadyExists|DuplicatePolicy|AccountAlreadyRegistered|has been taken in this account/;

/** What an operator is to know and to do about an apply that failed. */
export function explainFailure(
  failed: FailedApply,
  { stack, scope, accountId }: { readonly stack: string; readonly scope: Scope; readonly accountId: string },
): string {
  const { said } = failed;
  const text = unwrapped(said);
  if (didNothing(failed)) {
    if (isStale(text)) {
      return "got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again";
    }
    const lock = lockInfo(said);
    if (lock) {
      return `got a locked state: ${lock.who} holds lock ${lock.id} since ${lock.created} (${lock.operation}); nothing was changed. If that is another run, wait for it; if it was killed, run \`${unlockCommand(stack, scope, lock.id)}\`, then dispatch deploy`;
    }
    const known = refusal(text);
    if (known) return told(known, said);
    const role = pipelineApplyRole(scope);
    if (/AccessDenied/.test(text) && text.includes(`:iam::${accountId}:role/${role}`)) {
      return `got no way into account ${accountId}: ${role} cannot be assumed there; nothing was changed. Its plan came in, so something has happened since, or this role alone is missing: see, in this order, whether the account was closed or has left (the next plan asks AWS Organizations and says so), whether \`shared\`, which lists the accounts, waits in Pending applies, and whether the StackSet of \`bootstrap\` has finished in the account; then dispatch deploy\n${said}`;
    }
    return `got no way to AWS as the stack's providers are set up; nothing was changed: mend the cause, then dispatch deploy\n${said}`;
  }
  if (/Failed to persist state to backend/.test(text)) {
    return `got no way to write the state; what was done stands, and the state does not know of it. \`errored.tfstate\`, of which Terraform speaks, is gone with this job and is not needed: see that the state bucket can be written, then dispatch deploy, which takes over what was made\n${said}`;
  }
  if (taken.test(text)) {
    return `got a name that is taken in account ${accountId}; what was done before it stands, and the stack stays pending. Dispatch deploy: it takes over what an interrupted apply has made, if it carries the tag ${stackTag}=${stack}. What is somebody else's goes, or is named otherwise, first\n${said}`;
  }
  return `got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again\n${said}`;
}

/** What to know and to do about a lock file that `terraform init` does not take; `null`: it is no matter of the lock file. */
export function explainLock(said: string): string | null {
  const text = unwrapped(said);
  const known = lockRefusals.find(({ says }) => says.test(text));
  return known ? told(known, said) : null;
}

const told = ({ means, use }: Refusal, said: string) => `${means}; nothing was changed: ${use}\n${said}`;

const isStale = (text: string) => /Saved plan is stale/.test(text);

const refusal = (text: string): Refusal | undefined => applyRefusals.find(({ says }) => says.test(text));

// what Terraform prints of a change before it asks the provider for it; what it is to make known to the state alone counts too.
// Source: Terraform 1.11, `internal/command/views/hook_ui.go`
const begun =
  /: (?:Still )?(?:creating|modifying|destroying|importing|provisioning)\b|\(Unknown action |^Action (?:started|\S+:)/im;

/** Whether all its errors are of providers that could not be set up, and so could not be asked for anything. */
function enteredNowhere(said: string): boolean {
  const errors = said.split(/^(?:[│╷╵\s]*)Error: (?=.*\n\s*\n\s+with )/m).slice(1);
  return errors.length > 0 && errors.every((error) => /^.*\n\s*\n\s+with provider\[/.test(error));
}
