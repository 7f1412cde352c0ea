import { KnownKeys } from "./condition-keys.ts";
import { type KnownAction, type KnownResourceType, knownActions, slashesIn } from "./known-actions.ts";
import { services } from "./services.ts";

/** An action on a resource, as policies see it. */
export interface Reach {
  /** In lower case. */
  readonly action: string;
  /** What policies compare with: `*` for an action that knows no resources. */
  readonly resource: string;
  /** Condition keys that the request carries; `undefined`: nobody knows of what kind the resource is, all are taken. */
  readonly keys: KnownKeys | undefined;
  /** The resource's own policy is not another way in but the only one: keys, and roles that are taken. */
  readonly isClosed: boolean;
}

const reaches = new Map<string, Map<string, Reach>>();

/** @throws when AWS does not know the action, or it is asked on several resources at once */
export function reachOf(action: string, resourceArn: string): Reach {
  let byResource = reaches.get(action);
  if (!byResource) {
    byResource = new Map();
    reaches.set(action, byResource);
  }
  const known = byResource.get(resourceArn);
  if (known) return known;
  const reach = found(action, resourceArn);
  byResource.set(resourceArn, reach);
  return reach;
}

function found(asked: string, resourceArn: string): Reach {
  const action = knownActions.get(asked.toLowerCase());
  if (!action) throw new Error(`got ${asked}, which does not exist in ${services.join(", ")}`);
  const { name, isWildcardOnly } = action;
  if (isWildcardOnly) return { action: name, resource: "*", keys: keysOf(action), isClosed: false };
  if (/[*?]/.test(resourceArn)) throw new Error(`got ${asked} on ${resourceArn}; ask for one resource`);
  // another service that names a key has KMS ask for the key's policy by an action of KMS's own
  const isOfKey = name.startsWith("kms:") && /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(resourceArn);
  const isClosed = name.startsWith("sts:assumerole") || isOfKey;
  return { action: name, resource: resourceArn, keys: keysOn(action, resourceArn), isClosed };
}

function keysOn(action: KnownAction, resourceArn: string): KnownKeys | undefined {
  // the Reference lacks the claims of OIDC tokens
  if (action.name === "sts:assumerolewithwebidentity") return undefined;
  const matching = action.resourceTypes.filter(({ arn }) => arn.test(resourceArn));
  const alike = matching.filter(({ slashes }) => slashes === slashesIn(resourceArn));
  const [type, another] = matching.length > 1 && alike.length === 1 ? alike : matching;
  return type && !another ? keysOf(action, type) : undefined;
}

const known = new WeakMap<KnownAction | KnownResourceType, KnownKeys>();

function keysOf(action: KnownAction, type?: KnownResourceType): KnownKeys {
  const keys = known.get(type ?? action) ?? new KnownKeys(action, type);
  known.set(type ?? action, keys);
  return keys;
}
