import { z } from "zod";
import { daysAfter } from "../words/days-after.ts";
import { refuse } from "./refuse.ts";
import { reason, retention } from "./values.ts";

const shape = {
  mode: z
    .enum(["governance", "compliance"], { error: "governance or compliance" })
    .default("governance")
    .describe("governance can be removed by the vault custodian; compliance, once armed, by nobody, AWS included"),
  min: retention(1, 36_500, "7d").describe("shortest retention the vault accepts; shorter jobs fail at run time"),
  max: retention(1, 36_500, "8y").describe("longest retention the vault accepts; longer jobs fail at run time"),
  arm: z.iso
    .date({ error: "the day of the decision, such as 2027-01-31" })
    .optional()
    .describe("the day it was decided to arm the compliance lock; without it the lock stays governance"),
  coolingOff: retention(3, 36_500, "14d").default(14).meta({
    unwritten: "14d",
    description: "days between deployment of an armed lock and the moment it can never be removed again",
  }),
  cooledOff: z
    .strictObject(
      {
        lockDate: z.iso
          .date({ error: "the day of LockDate, such as 2027-02-14" })
          .describe("LockDate as `aws backup describe-backup-vault` shows it, the latest of all Regions"),
        reason,
      },
      { error: '{ lockDate: "2027-02-14", reason: … } of a lock that is past its cooling-off' },
    )
    .optional()
    .describe(
      "only after a lost state: the lock is final, so that Terraform no longer compares coolingOff, which AWS never says again, and can import the lock; it arms none any more",
    ),
};

type Written = {
  mode: string;
  min: number;
  max: number;
  arm?: string | undefined;
  coolingOff: number;
  cooledOff?: { lockDate: string } | undefined;
};

function refuseContradictions(lock: Written, context: z.RefinementCtx) {
  if (lock.min > lock.max) {
    refuse(context, ["max"], {
      got: `got ${lock.max}d, shorter than min (${lock.min}d)`,
      use: `use ${lock.min}d or more`,
    });
  }
  if (lock.arm !== undefined && lock.mode !== "compliance") {
    refuse(context, ["arm"], {
      got: `got ${lock.arm} with mode ${lock.mode}`,
      why: "arm belongs to mode: compliance",
      use: "remove one of them",
    });
  }
  refuseTooSoon(lock, context);
}

function refuseTooSoon({ mode, arm, coolingOff, cooledOff }: Written, context: z.RefinementCtx) {
  if (!cooledOff) return;
  if (mode !== "compliance" || arm === undefined) {
    refuse(context, ["cooledOff"], {
      got: "got cooledOff of a lock that is not armed",
      why: "only an armed lock cools off, and Terraform never arms one that is said to be final",
      use: "remove cooledOff, or write the arm that was deployed",
    });
    return;
  }
  const earliest = daysAfter(arm, coolingOff);
  if (cooledOff.lockDate < earliest) {
    refuse(context, ["cooledOff", "lockDate"], {
      got: `got ${cooledOff.lockDate}`,
      why: `a lock armed on ${arm} with ${coolingOff}d to cool off is final on ${earliest} at the earliest`,
      use: "use LockDate as `aws backup describe-backup-vault` shows it; without one the lock is not armed yet, and cooledOff is to be removed",
    });
  }
}

const hint = "a lock, such as { min: 7d, max: 8y }";

/** Lock of a central vault. A central vault is always locked. */
export const centralLock = z.strictObject(shape, { error: hint }).superRefine(refuseContradictions);

/** Lock of the local vaults of one account: only where its service level asks for it, hence the reason. */
export const localLock = z.strictObject({ ...shape, reason }, { error: hint }).superRefine(refuseContradictions);
