import { grouped } from "./grouped.ts";

/** `1 stack`, `2 stacks`. */
export const counted = (number: number, noun: string, plural = `${noun}s`): string =>
  `${grouped(number)} ${number === 1 ? noun : plural}`;
