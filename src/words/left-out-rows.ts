import type { LeftOut } from "../model.ts";
import { columns } from "./columns.ts";

/** What is left out, a row each: its name, what it is, why. */
export const leftOutRows = (all: readonly LeftOut[]): readonly string[] =>
  columns(
    all.map(({ name, tagKey, tagValues, types, reason }) => [
      name,
      types.length > 0 ? `all ${types.join(", ")}` : `tagged ${tagKey} = ${tagValues.join(", ")}`,
      reason,
    ]),
  );
