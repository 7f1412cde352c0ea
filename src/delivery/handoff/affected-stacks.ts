import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

const blocks = z
  .strictObject({
    added: z.array(z.string()).readonly(),
    changed: z
      .array(
        z
          .strictObject({
            /** `aws_backup_vault.eu-west-2_vault`, `data.…`, `provider.aws.eu-west-2`, or a block without address, such as `terraform`. */
            address: z.string(),
            /** Names of the arguments that differ. */
            arguments: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
    removed: z.array(z.string()).readonly(),
  })
  .readonly();

const affectedStack = z
  .strictObject({
    stack: field.stack,
    scope: field.anyScope,
    /** `null`: the pipeline has no part in it; a person applies it (`bootstrap`). */
    wave: field.wave.nullable(),
    accountId: field.accountId,
    /** Sha-256 of its JSON; the ledger keeps that of what was applied. */
    configHash: field.hash,
    /** Sha-256 of its JSON with what is the account's own replaced: stacks of one shape have the same settings. */
    shape: field.hash,
    /** Sha-256 of what changes in it, the same way: stacks with one change alike, whatever else they hold. */
    changeShape: field.hash,
    blocks,
  })
  .readonly();

const removedStack = z
  .strictObject({
    stack: field.stack,
    scope: field.anyScope,
    wave: field.wave.nullable(),
    /** `unknown`: its ledger entry is broken. */
    accountId: field.accountId.or(z.literal("unknown")),
    /** Whether its account had been retired before. */
    retired: z.boolean(),
  })
  .readonly();

const movedStack = z
  .strictObject({
    stack: field.stack,
    /** Account and state, such as `account 555555555501, s3://bucket/state/app-prod/app-orders.tfstate`. */
    from: z.string(),
    to: z.string(),
  })
  .readonly();

const affectedForm = {
  /** Stacks that there were none of before. */
  added: z.array(affectedStack).readonly(),
  /** Stacks whose JSON differs; all that there are where the tools differ. */
  changed: z.array(affectedStack).readonly(),
  /** Stacks of accounts that are leaving from now on: `state: retired`. */
  retiring: z.array(affectedStack).readonly(),
  /** Stacks that are no longer synthesized, so that nobody plans them: what they made stays in AWS, unwatched. */
  removed: z.array(removedStack).readonly(),
  /** Changed stacks with another state or account than before: Terraform would know nothing of what they made. */
  moved: z.array(movedStack).readonly(),
  /** How many stacks stay as they are. */
  unchanged: z.int().min(0),
  /** Sha-256 of the versions that Terraform and providers must have, the lock file included. */
  toolHash: field.hash,
  /** Whether the tools differ from the base's, which affects every stack. */
  toolsChanged: z.boolean(),
};
const affected = z.strictObject(affectedForm).readonly();
const pending = z
  .strictObject({
    ...affectedForm,
    toolsChanged: z.literal(false),
    /** Why each of them is to be planned. */
    reasons: z.record(field.stack, z.string()).readonly(),
    /** Retired stacks that Terraform was made to forget: they must not be planned again, their files may go. */
    released: z.array(field.stack).readonly(),
    /** From which commit and when each was applied last; `null`: it never was; without those of which it is not known. */
    since: z
      .record(field.stack, z.strictObject({ commit: field.commit, appliedAt: z.iso.datetime() }).readonly().nullable())
      .readonly(),
  })
  .readonly();

/** What differs between two versions of a stack's JSON, by address and without any value; each list sorted. */
export type BlockChanges = z.infer<typeof blocks>;

/** A stack that is to be planned. */
export type AffectedStack = z.infer<typeof affectedStack>;
export type RemovedStack = z.infer<typeof removedStack>;
export type MovedStack = z.infer<typeof movedStack>;

/** What a change of config comes to, by stack: every list is sorted by stack. */
export type AffectedStacks = z.infer<typeof affected>;

/** What was merged and is not applied: what is synthesized, against the ledger. */
export type PendingStacks = z.infer<typeof pending>;

/** Which stacks are to be planned, by whichever command found it out: what reads one of these files takes any. */
export const affectedFile = handOver<AffectedStacks | PendingStacks>({
  what: "affected stacks",
  writer: "`lockstep affected --out`, `pending` or `drift select`",
  version: 2,
  schema: (data) => ("reasons" in data ? pending : affected),
});
