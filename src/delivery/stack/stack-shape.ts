import { sha256 } from "./sha256.ts";
import { type Own, withoutOwn } from "./without-own.ts";

/** Stacks of one shape differ in nothing but whose they are: what is true of the plan of one is true of the others. */
export const stackShape = (stack: unknown, own: Own): string => sha256(withoutOwn(stack, own));
