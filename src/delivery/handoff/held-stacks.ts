import { join } from "node:path";
import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

/**
 * `guard`: something stands that no allowance lets pass, and accepting does not help; `differs`: it was reviewed, and now
 * comes to something else; `not-reviewed`: nobody was shown what would change; `waits`: policies of a class, while
 * something that they rely on cannot be applied in this run; `alone`: nobody but its author has agreed.
 */
const reason = z.enum(["guard", "differs", "not-reviewed", "waits", "alone"]);

const schema = z
  .strictObject({
    /** By stack: these are not applied in this run, and no others. */
    reasons: z.record(field.stack, reason).readonly(),
    /** What accepts it; empty: the report was of a pull request. */
    reportId: field.hashOrNone,
  })
  .readonly();

/** Why a stack is not applied in this run. */
export type HoldReason = z.infer<typeof reason>;

/** What a report held back and why. */
export type HeldStacks = z.infer<typeof schema>;

export const heldFile = handOver<HeldStacks>({
  what: "a list of held stacks",
  writer: "`lockstep report`",
  version: 1,
  schema,
});

const fileIn = (folder: string) => join(folder, "held.json");

export const writeHeld = (folder: string, held: HeldStacks): Promise<void> => heldFile.write(fileIn(folder), held);

/** @throws when the file is missing or broken: nothing held would let everything through */
export const readHeld = (folder: string): Promise<HeldStacks> => heldFile.read(fileIn(folder));

/** For telling people only. @returns `null`, where no report was made */
export const readHeldIfReported = async (folder: string | undefined): Promise<HeldStacks | null> =>
  folder === undefined ? null : heldFile.readIfThere(fileIn(folder));
