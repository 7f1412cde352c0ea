import { prefix } from "../../../src/names.ts";
import { list } from "../organization/documents.ts";
import { outsideAccount } from "../organization/people.ts";
import type { Actor } from "./actor.ts";
import { organizationRole, stackSetRole } from "./actors-in.ts";
import { managedKey, ownPolicy } from "./documents.ts";
import type { Fact, Holdings } from "./holdings.ts";
import { isCentral, placeOf } from "./place.ts";
import { type Attempt, thingOf } from "./step.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";
import { holdsUserBeside, writes, writesByGroup } from "./written-permissions.ts";

export const stackSetsService = "member.org.stacksets.cloudformation.amazonaws.com";
const identityCenter = "sso.amazonaws.com";
const rootAccess = "iam.amazonaws.com";
const accountManagement = "account.amazonaws.com";

/** What a step gives to whom it is allowed. */
export function gainsOf(world: World, holdings: Holdings, attempt: Attempt): readonly Fact[] {
  const thing = thingOf(attempt);
  const { context, action } = attempt.requests[0] as Attempt["requests"][number];
  const role = thing.actorId === undefined ? undefined : actorOf(world, holdings, thing.actorId);
  switch (attempt.gives) {
    case null:
      return [{ kind: "touched", thing, action }];
    case "acts as it":
      return role ? [{ kind: "acts", actor: role }] : [];
    case "makes it":
      return makes(world, thing, context["iam:PermissionsBoundary"]);
    case "writes its trust":
      // who may write a trust writes themselves into it
      return role?.trust
        ? [
            { kind: "wrote", document: role.trust },
            { kind: "acts", actor: role },
          ]
        : [];
    case "writes its permissions":
      // what a role may do is worth something to whoever acts as it
      return role && holdings.actors.has(role.id) ? writes(role, action) : [];
    case "drops its permissions":
      // without a denial there is nothing to gain by it
      return (role?.policies ?? [])
        .filter(({ document }) =>
          world.documents.get(document)?.document.Statement.some(({ Effect }) => Effect === "Deny"),
        )
        .map(({ id }) => ({ kind: "dropped", slot: id }));
    case "drops its boundary":
      return role?.boundary ? [{ kind: "dropped", slot: role.boundary.id }] : [];
    case "writes its document": {
      // what guards the organization's and IAM's policies is another document than their own text
      const document = thing.sort === "guardrail" || thing.sort === "managed policy" ? thing.of : thing.document;
      return document === null || document === undefined ? [] : [{ kind: "wrote", document }];
    }
    case "drops its document":
      return thing.document === null ? [] : [{ kind: "dropped", slot: thing.document }];
    case "detaches it":
      return world.guardrails
        .filter(({ document }) => thing.sort !== "guardrail" || document === thing.of)
        .map(({ slot }) => ({ kind: "dropped", slot }));
    case "gains an alias":
    case "loses its alias":
      return aliases(attempt);
    case "gains a tag":
      return [{ kind: "seen as", thingId: thing.id, context: { ...thing.context, ...tagsIn(context) } }];
    case "loses its tags":
      return [{ kind: "seen as", thingId: thing.id, context: withoutTags(thing) }];
    case "is granted its use":
      return [{ kind: "granted", thingId: thing.id }];
    case "registers a delegate":
      return [
        {
          kind: "delegate",
          accountId: thing.of ?? "",
          service: String(context["organizations:ServicePrincipal"] ?? ""),
        },
        { kind: "touched", thing, action },
      ];
    case "acts in every account":
      return actsFor(world, holdings, attempt.actor, stackSetsService) ? every(world, stackSetRole) : [];
    case "acts as its service":
      return role && works(world, holdings, role, context["iam:PassedToService"])
        ? [{ kind: "acts", actor: role }]
        : [];
    case "has another ARN":
      return accessPoints(world, attempt.actor);
    case "acts for its scope":
      return [...world.actors.values()]
        .filter(({ said }) => said === `${prefix}-hub-apply-${thing.of}`)
        .map((actor) => ({ kind: "acts", actor }));
    case "writes its users' permissions":
      return writesByGroup(holdings, thing);
    case "has its name":
      return role && holdsUserBeside(holdings, role) ? [{ kind: "acts", actor: role }] : [];
    case "acts as its stack's role":
      return every(world, stackSetRole).filter(
        (fact) => fact.kind === "acts" && fact.actor.accountId === thing.accountId,
      );
    case "is done in central":
      return isCentral(thing.place) ? [{ kind: "touched", thing, action }] : [];
    case "acts as people of its account":
      return signedIn(world).filter((fact) => fact.kind === "acts" && fact.actor.accountId === thing.accountId);
    case "acts as people":
      return actsFor(world, holdings, attempt.actor, identityCenter) ? people(world) : [];
    case "acts as root users":
      return [rootAccess, accountManagement].some((service) => actsFor(world, holdings, attempt.actor, service))
        ? every(world, "root user")
        : [];
    case "leaves":
      return [{ kind: "left", accountId: thing.of ?? thing.accountId }, ...membershipTouched(world, thing, action)];
    case "joins":
      return thing.place === "outside" || world.estate.organization.managementAccountId === thing.accountId
        ? [{ kind: "joined", accountId: outsideAccount }]
        : [];
  }
}

const actorOf = (world: World, holdings: Holdings, id: string) => holdings.actors.get(id) ?? world.actors.get(id);

/** A role or user that nobody knew before, as its maker wants it: trusting whom they like, and empty at first. */
function makes(world: World, thing: Thing, boundary: unknown): readonly Fact[] {
  const { accountId, arn, said } = thing;
  const bounded = typeof boundary === "string" ? boundary : null;
  const id = `${arn} made${bounded === null ? "" : ` within ${bounded}`}`;
  // in an account of their own they need nobody to let them
  const isOutside = accountId === outsideAccount;
  if (isOutside && bounded !== null) return [];
  const actor: Actor = {
    id,
    said: said.replace(/^a new (role|user)/, bounded === null ? "a made $1" : "a made and bounded $1"),
    arn,
    accountId,
    place: placeOf(world.estate, accountId),
    sort: thing.sort === "new user" ? "user" : "role",
    trust: `trust of ${id}`,
    policies: [{ id: `policy of ${id}`, document: isOutside ? ownPolicy : `policy of ${id}` }],
    boundary: bounded === null ? null : { id: `boundary of ${id}`, document: managedKey(bounded) },
    isGuarded: accountId !== world.estate.organization.managementAccountId,
    // whoever makes a user gives it an MFA device as well
    session: thing.sort === "new user" ? { "aws:MultiFactorAuthPresent": "true" } : {},
  };
  const made: Thing = {
    ...thing,
    id: `role ${id}`,
    sort: thing.sort === "new user" ? "user" : "role",
    said: actor.said.replace("a made", "the made"),
    document: null,
    actorId: id,
    context: bounded === null ? {} : { "iam:PermissionsBoundary": bounded },
  };
  return [{ kind: "acts", actor }, ...(isOutside ? [] : [{ kind: "exists" as const, thing: made }])];
}

function aliases({ requests, gives }: Attempt): readonly Fact[] {
  const alias = requests.find(({ thing }) => thing.sort === "alias")?.thing.of ?? "";
  const key = requests.find(({ thing }) => thing.sort === "key")?.thing;
  if (!key) return [];
  const had = list(key.context["kms:ResourceAliases"]);
  const has = gives === "gains an alias" ? [...had, alias] : had.filter((one) => one !== alias);
  const { "kms:ResourceAliases": _, ...rest } = key.context;
  return [
    { kind: "seen as", thingId: key.id, context: has.length === 0 ? rest : { ...rest, "kms:ResourceAliases": has } },
  ];
}

const tagsIn = (context: Attempt["requests"][number]["context"]) =>
  Object.fromEntries(
    Object.entries(context)
      .filter(([key]) => key.startsWith("aws:RequestTag/"))
      .map(([key, value]) => [key.replace("aws:RequestTag/", "aws:ResourceTag/"), value]),
  );

const withoutTags = ({ context }: Thing) =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !key.startsWith("aws:ResourceTag/")));

/** The management account, or a delegate of it. */
const actsFor = ({ estate }: World, { delegates }: Holdings, { accountId }: Actor, service: string) =>
  accountId === estate.organization.managementAccountId || delegates.has(`${accountId} ${service}`);

/** Service-managed StackSets, and central root access, reach members, and not the management account. */
const every = (world: World, said: string): readonly Fact[] =>
  [...world.actors.values()]
    .filter((one) => one.said === said && one.place !== "management" && one.place !== "outside")
    .map((actor) => ({ kind: "acts", actor }));

/** The people of the duties whom IAM Identity Center signs in. */
const signedIn = (world: World): readonly Fact[] =>
  [...world.actors.values()]
    .filter(({ arn }) => arn.includes("AWSReservedSSO_"))
    .map((actor) => ({ kind: "acts", actor }));

/** Who decides about people gives an account's administration, or a duty, to themselves. */
const people = (world: World): readonly Fact[] => [
  ...signedIn(world),
  ...every(world, organizationRole).map((fact): Fact => {
    if (fact.kind !== "acts") return fact;
    const arn = fact.actor.arn.replace(organizationRole, "AWSReservedSSO_Administrator_0123456789abcdef");
    return { kind: "acts", actor: { ...fact.actor, arn, id: arn, said: "an administrator let in", trust: null } };
  }),
];

/** Whether a service that the role trusts does what its caller likes; AWS Backup does its own jobs only. */
function works(world: World, holdings: Holdings, role: Actor, service: unknown): boolean {
  if (role.trust === null || service === "backup.amazonaws.com" || typeof service !== "string") return false;
  if (holdings.wrote.has(role.trust)) return true;
  const trust = world.documents.get(role.trust)?.document.Statement ?? [];
  return trust.some(
    ({ Effect, Principal }) =>
      Effect === "Allow" && typeof Principal === "object" && list(Principal["Service"]).includes(service),
  );
}

/**
 * What is asked for by an access point has another ARN, which policies that name the bucket's do not know, and tells the
 * bucket's policy whose access point it is. It may be in any account; the bucket's policy decides whether that helps.
 * Source: docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
function accessPoints(world: World, { accountId }: Actor): readonly Fact[] {
  const { shared } = world.estate;
  const point = `arn:aws:s3:${shared.region}:${accountId}:accesspoint/made-up`;
  return world.things
    .filter(({ sort }) => sort === "object")
    .flatMap(({ id, arn, context }): readonly Fact[] => [
      {
        kind: "seen as",
        thingId: id,
        context: {
          ...context,
          "s3:DataAccessPointAccount": accountId,
          "s3:DataAccessPointArn": point,
          "s3:AccessPointNetworkOrigin": "Internet",
        },
      },
      ...(accountId === shared.accountId
        ? [{ kind: "reached as" as const, thingId: id, arn: `${point}/object/${arn.slice(arn.indexOf("/") + 1)}` }]
        : []),
    ]);
}

function membershipTouched(world: World, thing: Thing, action: string): readonly Fact[] {
  const place = placeOf(world.estate, thing.of ?? thing.accountId);
  return place.startsWith("central") || place === "shared" ? [{ kind: "touched", thing, action }] : [];
}
