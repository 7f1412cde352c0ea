import type { Document } from "../../../emulator/model/policy-document.ts";
import { arnPatterns, filledArn } from "../../actions/arn-patterns.ts";
import { wholeServices } from "../../actions/classified-services.ts";
import { actorsIn } from "../../closure/actors-in.ts";
import { exampleWorld } from "../../closure/example-world.ts";
import type { Thing } from "../../closure/thing.ts";
import { thingsIn } from "../../closure/things-in.ts";
import { type AccountPlace, accountPlaces } from "../../organization/account-places.ts";
import { type Danger, dangerousTypes, dangersOn, dangersToAccounts, serviceOf } from "../../organization/dangers.ts";
import { example, type Organization, type Target, target } from "../../organization/organization.ts";
import { shared } from "../../organization/places.ts";

/** Something in an account, and all that could be done to it. */
export interface AskedThing {
  readonly place: AccountPlace;
  /** Such as `the vault lockstep-local`. */
  readonly said: string;
  readonly sort: string;
  readonly types: readonly string[];
  readonly target: Target;
  readonly dangers: readonly Danger[];
}

/** But for roles of IAM Identity Center: the simulator, against which answers are checked, takes their ARNs for no roles. */
export const thingsThere = thingsIn(example, actorsIn(example)).filter(
  ({ arn }) => !arn.includes(":role/aws-reserved/"),
);
const { documents } = exampleWorld;
const known = new Set(thingsThere.flatMap(typesOf));

/** Whatever Lockstep makes, whatever central holds, whoever may act there, and whatever else AWS has in an account. */
export const askedThings: readonly AskedThing[] = accountPlaces.flatMap((place) => [
  ...thingsThere
    .filter((thing) => thing.accountId === place.accountId && thing.sort !== "whole account")
    .map((thing) => asked(place, thing)),
  wholeAccount(place),
  ...dangerousTypes.filter(isElse).map((type) => anythingElse(place, type)),
]);

/** The enumeration has roles twice: as what IAM keeps, and as what is taken, which their trust decides. */
function typesOf({ types, document }: Thing): readonly string[] {
  return types.includes("iam:role") && document !== null ? [...types, "sts:role"] : types;
}

function asked(place: AccountPlace, thing: Thing): AskedThing {
  const types = typesOf(thing);
  const { sort, said } = thing;
  const isThere = !said.startsWith("a new ");
  // what is not there yet cannot be weakened
  const dangers = dangersOn(types).filter((danger) => isThere || danger.class !== "weakens");
  return { place, said, sort, types, target: targetOf(example, thing), dangers };
}

function targetOf(in_: Organization, { sort, arn, accountId, context, document: key }: Thing): Target {
  const document = key === null ? null : documentOf(in_, accountId, key);
  const isRole = sort === "role" || sort === "user";
  return {
    ...target(arn, accountId, isRole ? null : document),
    ...(isRole && document ? { trust: document } : {}),
    context,
  };
}

function documentOf(in_: Organization, accountId: string, key: string): Document {
  const found = documents.get(key)?.document ?? in_.foreignKey(accountId, shared.region).policy;
  if (!found) throw new Error(`got no document ${key}`);
  return found;
}

function wholeAccount(place: AccountPlace): AskedThing {
  const { accountId } = place;
  return {
    place,
    said: "the account as a whole",
    sort: "whole account",
    types: [],
    target: target("*", accountId),
    dangers: dangersToAccounts,
  };
}

/** Of a service that has a class for every action, and nothing that Lockstep makes is of that type. */
function isElse(type: string): boolean {
  return !known.has(type) && wholeServices.includes(serviceOf(type));
}

function anythingElse(place: AccountPlace, type: string): AskedThing {
  const pattern = arnPatterns.get(type);
  if (pattern === undefined) throw new Error(`got no pattern of ${type}`);
  return {
    place,
    said: type,
    sort: `anything else of ${serviceOf(type)}`,
    types: [type],
    // some patterns have a part that AWS leaves open
    target: target(filledArn(pattern, shared.region, place.accountId).replaceAll("*", "made-up"), place.accountId),
    dangers: dangersOn([type]),
  };
}
