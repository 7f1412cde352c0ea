import { andMore } from "../../words/and-more.ts";

const mostShown = 5;

/** A few values in a message, and how many more there are. */
export const several = (values: readonly string[]): string => andMore(values, mostShown);
