import type { ActionClass } from "../actions/action-class.ts";
import { dangerousClasses } from "../actions/action-class.ts";
import { type EnumeratedAction, enumeratedActions } from "../actions/enumerated-actions.ts";
import { readClassification } from "../actions/read-classification.ts";
import { type Edge, edges } from "./edges.ts";
import { factKey } from "./holdings.ts";
import { isCentral } from "./place.ts";
import { refusedByAws } from "./refused-by-aws.ts";
import type { Thing } from "./thing.ts";

/** An action on a thing that is worth trying: it leads further, or it is the end of a path. */
export interface Candidate {
  readonly action: string;
  readonly thing: Thing;
  readonly edge: Edge | null;
  /** Key of the fact that an end is; `null`: it is none. */
  readonly end: string | null;
}

const classification = readClassification();
const asksMore: readonly string[] = ["acts as it", "makes it", "gains an alias", "loses its alias"];
/** Asked by edges, with what else they need; alone they are no harm. */
const neverAnEnd = new Set([
  ...edges.filter(({ gives }) => asksMore.includes(gives)).flatMap(({ actions }) => actions),
  "organizations:AttachPolicy",
  "organizations:DetachPolicy",
  "organizations:RegisterDelegatedAdministrator",
]);
/** Makes another of a kind, and changes nothing of the one that is there. */
const makesAnother =
  /:Create(Policy|Role|User|BackupVault|LogicallyAirGappedBackupVault|OpenIDConnectProvider|StackSet|Stack|Topic|EventBus|Bucket|Trail|Key|GovCloudAccount|Account|OrganizationalUnit|Rule)$/;

const byType = new Map<string, EnumeratedAction[]>();
for (const action of enumeratedActions) {
  for (const type of action.resourceTypes) byType.set(type, [...(byType.get(type) ?? []), action]);
}

/** What AWS judges on an account as a whole, of the services in which that account decides about others' backups. */
function accountWide({ place }: Thing): readonly EnumeratedAction[] {
  if (place === "a prod account" || place === "a non-prod account") {
    return enumeratedActions.filter(({ action, isWildcardOnly }) => isWildcardOnly && action.startsWith("backup:"));
  }
  const services = isCentral(place) ? decidesInCentral : decidesForAll;
  return enumeratedActions.filter(({ action, isWildcardOnly }) => isWildcardOnly && services.test(action));
}
const decidesInCentral = /^(account|backup):/;
const decidesForAll = /^(account|backup|cloudformation|identitystore|organizations|ram|sso|sso-directory):/;

const found = new WeakMap<Thing, readonly Candidate[]>();

/** Everything that is worth trying on a thing. */
export function candidatesOn(thing: Thing): readonly Candidate[] {
  const known = found.get(thing) ?? find(thing);
  found.set(thing, known);
  return known;
}

function find(thing: Thing): readonly Candidate[] {
  const leading = edges
    .filter(({ on }) => on.includes(thing.sort))
    .flatMap((edge) => edge.actions.map((action): Candidate => ({ action, thing, edge, end: null })));
  if (thing.jewel === null) return leading;
  const ends = new Map(
    (thing.sort === "whole account" ? accountWide(thing) : thing.types.flatMap((type) => byType.get(type) ?? []))
      .filter((action) => isAnEnd(action, thing))
      .map(({ action }) => [action, { action, thing, edge: null, end: factKey({ kind: "touched", thing, action }) }]),
  );
  return [...leading, ...ends.values()];
}

function isAnEnd({ action, accessLevels }: EnumeratedAction, thing: Thing): boolean {
  // a vault of Lockstep's name is where copies may go, and where Lockstep's own could no longer be made
  if (thing.sort === "new vault") return /:Create(BackupVault|LogicallyAirGappedBackupVault)$/.test(action);
  // tags and aliases are ways to get further where policies decide by them, and nothing else
  if (
    refusedByAws(action, thing) ||
    neverAnEnd.has(action) ||
    makesAnother.test(action) ||
    accessLevels.includes("Tagging") ||
    thing.sort === "alias"
  )
    return false;
  const wanted: readonly ActionClass[] =
    thing.jewel === "central backups" || thing.jewel === "central vaults, their locks and policies"
      ? [...dangerousClasses, "hands a role to a service", "makes"]
      : dangerousClasses;
  const found = classification.classOf(action);
  return found !== undefined && wanted.includes(found);
}
