import { regionsTable } from "./tables/regions-table.ts";

const partitions = new Map<string, string>(regionsTable.rows.map(({ region, partition }) => [region, partition]));

export const knownRegions: readonly string[] = [...partitions.keys()];

export const knownPartitions: readonly string[] = [...new Set(partitions.values())];

/** An ARN as it would be in partition `aws`; another text as it is. */
export const inAws = (arn: string) =>
  arn.replace(/^arn:([^:]+):/, (start, partition) => (knownPartitions.includes(partition) ? "arn:aws:" : start));

/** @returns `undefined` for a Region that is not known. */
export const partitionOf = (region: string) => partitions.get(region);
