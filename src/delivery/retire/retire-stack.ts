import { stateKey } from "../../names.ts";
import type { AccountStatus } from "../handoff/account-status.ts";
import type { GithubRun } from "../handoff/github-run.ts";
import { isTombstone, putLedgerEntry, readLedgerEntry, type Tombstone } from "../handoff/ledger-entry.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import { lostApply } from "../ledger/lost-apply.ts";
import { pendingStacks } from "../ledger/pending-stacks.ts";
import type { Head } from "../ledger/read-head.ts";
import type { LedgerRecord } from "../ledger/read-ledger.ts";
import { policiesFor } from "../stack/pipeline-scope.ts";
import type { StackOfHead } from "../stack/stack-of-head.ts";
import { type Closure, closedAccount } from "./closed-account.ts";
import { declaredResources } from "./declared-resources.ts";
import { orderProblems, requestProblems } from "./may-retire.ts";
import { alreadyLine, retiredLines } from "./retired-lines.ts";
import { type StateResource, stateResources } from "./state-resources.ts";

export interface RetireContext {
  readonly confirm: string;
  readonly head: Pick<Head, "stacks" | "lockHash" | "toolHash">;
  /** Reads a stack of the same folder. */
  readonly read: (stack: string) => Promise<StackOfHead>;
  readonly store: ObjectStore;
  readonly run: Pick<GithubRun, "commit" | "runUrl">;
  /** What AWS Organizations says of the account; `null`: it was not asked. */
  readonly status: AccountStatus | null;
  /** Lets go of all of these. @returns what went wrong */
  readonly forget: (resources: readonly StateResource[]) => Promise<readonly string[]>;
  /** Now, as ISO 8601 in UTC. */
  readonly now: () => string;
}

/** How it ended. `refused`: nothing was done. */
export interface Retirement {
  readonly outcome: "retired" | "already" | "refused" | "failed";
  readonly lines: readonly string[];
}

/**
 * Lets Terraform go of the stack of a retired account. Everything that it made stays in AWS. It may be run again however
 * far an earlier run came. An account that is closed is not waited for: nothing can be applied there any more.
 */
export async function retireStack(stack: StackOfHead, context: RetireContext): Promise<Retirement> {
  const { confirm, store, forget } = context;
  const { place } = stack;
  const request = { stack: stack.stack, confirm, place };
  const wrong = requestProblems(request);
  if (wrong.length > 0) return { outcome: "refused", lines: wrong };

  const own = await readRecord(store, stack);
  if (own && isTombstone(own.entry)) {
    return { outcome: "already", lines: [alreadyLine(own.entry)] };
  }
  const { closure, doubt } = closedAccount(
    context.status,
    { stack: stack.stack, accountId: place.accountId },
    context.now(),
  );
  const policies = await context.read(policiesFor(place.scope));
  const ledger = [own, await readRecord(store, policies)].filter((record) => record !== null);
  const two = context.head.stacks.filter(({ affected }) => [stack.stack, policies.stack].includes(affected.stack));
  const { reasons } = pendingStacks(two, ledger, context.head);
  const early = orderProblems(request, reasons, policies, closure);
  if (early.length > 0) {
    return { outcome: "refused", lines: [...early, ...(doubt === "" ? [] : [doubt])] };
  }

  const key = stateKey(place.scope, stack.stack);
  const held = await readState(store, key);
  // an account that was closed before anything came into it
  if (held === null && own === null) return bury(stack, [], context, closure);
  if (held === null) return { outcome: "refused", lines: [noState(stack, key)] };
  const declared = declaredResources(stack.json);
  // an earlier run let go and was ended before it said so; what it let go of was what is applied
  if (held.length === 0) return bury(stack, own === null ? [] : declared, context, closure);

  // of a closed account the state is older than what is declared, and nobody can deploy it
  const foreign = closure !== null ? [] : held.filter(({ address }) => !declared.includes(address));
  if (foreign.length > 0) {
    return {
      outcome: "refused",
      lines: foreign.map(
        ({ address }) =>
          `${stack.stack}: its state holds ${address}, which the stack does not declare; find out whose it is, and deploy the stack first`,
      ),
    };
  }
  const problems = await forget(held);
  if (problems.length > 0) return { outcome: "failed", lines: problems };

  const left = await readState(store, key);
  if (left === null) return { outcome: "failed", lines: [noState(stack, key)] };
  if (left.length > 0) {
    const still = `${stack.stack}: its state still holds ${left.map(({ address }) => address).join(", ")}; run retire again`;
    return { outcome: "failed", lines: [still] };
  }
  return bury(
    stack,
    held.flatMap(({ instances }) => instances),
    context,
    closure,
  );
}

async function readRecord(store: ObjectStore, { stack, place }: StackOfHead): Promise<LedgerRecord | null> {
  const record = { stack, scope: place.scope };
  const entry = await readLedgerEntry(store, record);
  return entry === null ? null : { ...record, entry, isLost: (await lostApply(store, record)) !== null };
}

/** @returns `null` when there is no state: what was applied has one, if an empty one. */
async function readState(store: ObjectStore, key: string): Promise<readonly StateResource[] | null> {
  const text = await store.get(key);
  return text && stateResources(text.toString("utf8"), key);
}

const noState = ({ stack }: Pick<StackOfHead, "stack">, key: string) =>
  `${stack}: got no state at ${key}, though the ledger says that it was applied; bring the object's last version back first`;

async function bury(
  { stack, place }: StackOfHead,
  resources: readonly string[],
  { store, run, now }: RetireContext,
  closure: Closure | null,
): Promise<Retirement> {
  const tombstone: Tombstone = {
    stack,
    scope: place.scope,
    accountId: place.accountId,
    commit: run.commit,
    runUrl: run.runUrl,
    retired: true,
    retiredAt: now(),
    resources: [...resources].sort(),
  };
  await putLedgerEntry(store, tombstone).catch((cause: Error) => {
    throw new Error(
      `${stack}: Terraform has let go of it, but the ledger does not know: ${cause.message}; run retire again`,
      {
        cause,
      },
    );
  });
  return { outcome: "retired", lines: retiredLines(tombstone, closure) };
}
