import type { Context } from "../../emulator/model/access.ts";
import type { Place } from "./place.ts";

export type Sort =
  | "role"
  | "new role"
  | "user"
  | "new user"
  | "managed policy"
  | "vault"
  | "recovery point"
  | "stored by a service"
  | "legal hold"
  | "new vault"
  | "key"
  | "alias"
  | "bucket"
  | "object"
  | "bus"
  | "rule"
  | "topic"
  | "subscription"
  | "trail"
  | "guardrail"
  | "backup policy"
  | "delegation"
  | "attachment target"
  | "account"
  | "member"
  | "StackSet"
  | "new StackSet"
  | "stack"
  | "GitHub's trust"
  | "whole account";

/** What an attacker wants, and must not get. */
export type Jewel =
  | "central backups"
  | "central vaults, their locks and policies"
  | "keys of backups"
  | "local backups and vaults"
  | "guardrails"
  | "backup policies"
  | "the custodian and the pipeline's roles"
  | "state, plans and ledger"
  | "membership of accounts"
  | "the way of an alarm"
  | "keys of others"
  | "administration of the organization";

/** Something in AWS that can be asked for. */
export interface Thing {
  readonly id: string;
  readonly sort: Sort;
  /** Without its account, such as `the vault lockstep-local`. */
  readonly said: string;
  readonly place: Place;
  readonly accountId: string;
  readonly arn: string;
  /** As the enumeration names resource types: `backup:backupVault`. */
  readonly types: readonly string[];
  /** Key of its own policy. */
  readonly document: string | null;
  /** What AWS tells policies of it. */
  readonly context: Context;
  readonly jewel: Jewel | null;
  /** Actor that it is, as a role. */
  readonly actorId?: string;
  /** Scope of the pipeline that it belongs to, or class. */
  readonly of?: string;
}
