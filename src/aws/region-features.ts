import { featuresByRegionTable } from "./tables/features-by-region-table.ts";

const features = new Map(featuresByRegionTable.rows.map((row) => [row.region, row]));

export type RegionFeature = "policies" | "crossAccount" | "crossRegion" | "restoreTesting" | "airGapped";

/** Whether AWS Backup offers a feature in a Region; of a Region that is not known, nobody says that it does not. */
export const isFeatureOffered = (feature: RegionFeature, region: string): boolean =>
  features.get(region)?.[feature] !== false;
