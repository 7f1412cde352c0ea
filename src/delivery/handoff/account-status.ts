import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

/**
 * States of an account as AWS Organizations calls them; `MISSING`: it lists no such account; `UNKNOWN`: it could not be
 * asked. Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
export const accountStates = [
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  "PENDING_CLOSURE",
  "CLOSED",
  "MISSING",
  "UNKNOWN",
] as const;
export type AccountState = (typeof accountStates)[number];

const schema = z
  .strictObject({
    stack: field.stack,
    accountId: field.accountId,
    state: z.enum(accountStates),
    /** Why it could not be asked; empty: it was. */
    why: z.string().max(2000),
    askedAt: z.iso.datetime(),
  })
  .readonly();

/** What AWS Organizations says of the account of a stack, and when. */
export type AccountStatus = z.infer<typeof schema>;

export const accountStatusFile = handOver<AccountStatus>({
  what: "an account's status",
  writer: "`lockstep account-status`",
  version: 1,
  schema,
});
