import type { Scope } from "../../names.ts";
import type { BlockChanges } from "./block-changes.ts";

/** What a change of config comes to, by stack: every list is sorted by stack. */
export interface AffectedStacks {
  /** Stacks that there were none of before. */
  readonly added: readonly AffectedStack[];
  /** Stacks whose JSON differs; all that there are where the tools differ. */
  readonly changed: readonly AffectedStack[];
  /** Stacks of accounts that are leaving from now on: `state: retired`. */
  readonly retiring: readonly AffectedStack[];
  /** Stacks that are no longer synthesized, so that nobody plans them: what they made stays in AWS, unwatched. */
  readonly removed: readonly RemovedStack[];
  /** Changed stacks with another state or account than before: Terraform would know nothing of what they made. */
  readonly moved: readonly MovedStack[];
  /** How many stacks stay as they are. */
  readonly unchanged: number;
  /** Sha-256 of the versions that Terraform and providers must have, the lock file included. */
  readonly toolHash: string;
  /** Whether the tools differ from the base's, which affects every stack. */
  readonly toolsChanged: boolean;
}

/** A stack that is to be planned. */
export interface AffectedStack {
  readonly stack: string;
  readonly scope: Scope;
  /** `null`: the pipeline has no part in it; a person applies it (`bootstrap`). */
  readonly wave: number | null;
  readonly accountId: string;
  /** Sha-256 of its JSON; the ledger keeps that of what was applied. */
  readonly configHash: string;
  /** Sha-256 of its JSON with what is the account's own replaced: stacks of one shape have the same settings. */
  readonly shape: string;
  /** Sha-256 of what changes in it, the same way: stacks with one change alike, whatever else they hold. */
  readonly changeShape: string;
  readonly blocks: BlockChanges;
}

export interface RemovedStack {
  readonly stack: string;
  readonly scope: Scope;
  readonly wave: number | null;
  readonly accountId: string;
  /** Whether its account had been retired before. */
  readonly retired: boolean;
}

export interface MovedStack {
  readonly stack: string;
  /** Account and state, such as `account 555555555501, s3://bucket/state/app-prod/app-orders.tfstate`. */
  readonly from: string;
  readonly to: string;
}
