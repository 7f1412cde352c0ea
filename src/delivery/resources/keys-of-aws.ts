import { settingsKeys } from "../../aws/settings-keys.ts";

const { global_settings, ...ofRegions } = settingsKeys;

/**
 * Maps whose keys AWS decides, by type and attribute, with the keys that this version knows: AWS may add others any day,
 * which no config could have named. Apart from the rows, by which stacks are judged: what makes stacks has no say there.
 */
const keys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws_backup_region_settings: ofRegions,
  aws_backup_global_settings: { global_settings },
};

/** Such maps of a type of resource; none for most. */
export const keysOfAws = (type: string): Readonly<Record<string, readonly string[]>> =>
  Object.hasOwn(keys, type) ? (keys[type] ?? {}) : {};
