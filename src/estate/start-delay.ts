import type { Plan } from "../model.ts";

/** How far apart the parts of a spread are: the starts of one are half an hour after those of the part before. */
export const spreadStepMinutes = 30;

/** Every delay of a plan's starts that some unit or account may have, in minutes, from 0 on. */
export const spreadDelays = ({ spreadMinutes }: Pick<Plan, "spreadMinutes">): readonly number[] =>
  Array.from({ length: Math.max(1, spreadMinutes / spreadStepMinutes) }, (_, part) => part * spreadStepMinutes);

/**
 * By how many minutes what a plan starts comes later where it is attached to this unit or account. It follows from the name
 * alone: nobody else's coming or going changes it.
 *
 * All rules of a plan move together, because AWS decides between those whose windows overlap. An OU's policy is one for all
 * of its accounts, so that these start together: a part of an OU cannot have a policy, and attaching it to each of its
 * accounts would undo what units are for.
 */
export function startDelay(plan: Pick<Plan, "spreadMinutes">, holder: string): number {
  const delays = spreadDelays(plan);
  return delays[hash(holder) % delays.length] ?? 0;
}

/** FNV-1a with the last mixing of MurmurHash3, so that names which differ in their last sign alone lie far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const sign of text) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
