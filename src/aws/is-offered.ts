import { type ResourceKind, resourceKinds } from "./resource-kinds.ts";
import { kindsByRegionTable } from "./tables/kinds-by-region-table.ts";

const kindsByRegion = new Map(kindsByRegionTable.rows.map(({ region, kinds }) => [region, new Set(kinds)]));
const somewhereOnly = new Set(kindsByRegionTable.rows.flatMap(({ kinds }) => kinds));

/** Whether AWS Backup offers a kind of resource in a Region; of a Region that is not known, nobody says that it does not. */
export const isKindOffered = ({ of }: ResourceKind, region: string): boolean =>
  !somewhereOnly.has(of) || kindsByRegion.get(region)?.has(of) !== false;

/**
 * Whether a Region knows a resource type. AWS refuses a Region's whole opt-in for one type that it does not know:
 * docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html
 */
export const isTypeOffered = (type: string, region: string): boolean =>
  resourceKinds.some((kind) => kind.type === type && isKindOffered(kind, region));
