import { alerts } from "./alerts.ts";
import { keys } from "./keys.ts";
import { pipeline } from "./pipeline.ts";
import { policies } from "./policies.ts";
import type { ResourceType } from "./resource-type.ts";
import { roles } from "./roles.ts";
import { switches } from "./switches.ts";
import { vaults } from "./vaults.ts";

/**
 * Every type of resource that delivery knows, in the order in which they matter to people. A new one is a row here, in a
 * change that somebody reviews for what its provider code does on the runner and what the pipeline's roles could do with it.
 */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...vaults,
  ...keys,
  ...roles,
  ...policies,
  ...switches,
  ...alerts,
  ...pipeline,
};

/** What is known of a type; `undefined` for one that is not, and for what every object inherits. */
export const resourceType = (type: string): ResourceType | undefined =>
  Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
