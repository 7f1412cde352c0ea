import { regionsTable } from "./tables/regions-table.ts";

const partitions = new Map<string, string>(regionsTable.rows.map(({ region, partition }) => [region, partition]));

export const knownRegions: readonly string[] = [...partitions.keys()];

/** @returns `undefined` for a Region that is not known. */
export const partitionOf = (region: string) => partitions.get(region);
