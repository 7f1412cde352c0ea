import type { Context, NamedDocument, Question, Verdict } from "../../emulator/model/access.ts";
import { isBoundByResourceControl } from "../../emulator/model/organizations/resource-control-policy.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { arnPatterns, filledArn } from "../actions/arn-patterns.ts";
import { enumeratedActions } from "../actions/enumerated-actions.ts";
import type { Actor, Slot } from "./actor.ts";
import { isOfAws, rewritten } from "./documents.ts";
import type { Holdings } from "./holdings.ts";
import type { Thing } from "./thing.ts";
import type { Guardrail, World } from "./world.ts";

/** Something that an actor asks AWS for. */
export interface Request {
  readonly action: string;
  readonly thing: Thing;
  readonly context: Context;
}

/** Source: docs.aws.amazon.com/kms/latest/developerguide/grants.html, grant operations of symmetric keys */
const grantOperations = ["Decrypt", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo", "CreateGrant"].map(
  (name) => `kms:${name}`,
);

const fullAccess: NamedDocument = { name: "FullAWSAccess", document: allowEverything };
const nothing: NamedDocument = { name: "nothing", document: { Version: "2012-10-17", Statement: [] } };
const rewrittenOnce = new WeakMap<NamedDocument, NamedDocument>();

/** What AWS answers, once somebody has what `holdings` say: documents that they wrote say yes, those they took away are gone. */
export function ask(world: World, holdings: Holdings, actor: Actor, request: Request): Verdict {
  const { action, thing } = request;
  if (holdings.granted.has(thing.id) && grantOperations.includes(action)) return { allowed: true, because: "a grant" };
  // who may take a policy away may do things before and after
  const ways = actor.policies.some(({ id }) => holdings.dropped.has(id)) ? [false, true] : [false];
  let denied: Verdict | null = null;
  for (const isOutside of membership(holdings, actor)) {
    for (const { arn, context } of appearances(holdings, thing)) {
      for (const isDropping of ways) {
        for (const policy of policiesOf(holdings, request)) {
          const as = { isOutside, arn, context, isDropping, policy };
          const verdict = world.judge(question(world, holdings, actor, request, as));
          if (verdict.allowed) return verdict;
          denied ??= verdict;
        }
      }
    }
  }
  return denied as Verdict;
}

/** Keys of what guards the thing, before and after it was taken away; `null`: nothing does. */
function policiesOf(holdings: Holdings, { action, thing }: Request): readonly (string | null)[] {
  const isAsked = action.startsWith("sts:AssumeRole") || thing.sort !== "role";
  if (thing.document === null || !isAsked) return [null];
  return holdings.dropped.has(thing.document) ? [thing.document, null] : [thing.document];
}

/** An account that has left may do things before and after. */
function membership(holdings: Holdings, { accountId }: Actor): readonly boolean[] {
  return holdings.left.has(accountId) ? [false, true] : [false];
}

interface Appearance {
  readonly arn: string;
  readonly context: Context;
}

function appearances(holdings: Holdings, thing: Thing): readonly Appearance[] {
  const contexts = [thing.context, ...(holdings.seenAs.get(thing.id) ?? [])];
  const arns = [thing.arn, ...(holdings.reachedAs.get(thing.id) ?? [])];
  if (contexts.length === 1 && arns.length === 1) return [thing];
  return arns.flatMap((arn) => contexts.map((context) => ({ arn, context })));
}

function question(
  world: World,
  holdings: Holdings,
  actor: Actor,
  { action, thing, context }: Request,
  as: Appearance & { readonly isOutside: boolean; readonly isDropping: boolean; readonly policy: string | null },
): Question {
  const left = as.isOutside;
  return {
    principalArn: actor.arn,
    action,
    resourceArn: thing.sort === "whole account" ? arnInAccount(action, thing) : as.arn,
    resourceAccountId: thing.accountId,
    context: {
      "aws:PrincipalArn": actor.arn,
      ...(holdings.joined.has(actor.accountId)
        ? {
            ...world.about("Principal", world.estate.organization.managementAccountId, false),
            "aws:PrincipalAccount": actor.accountId,
          }
        : world.about("Principal", actor.accountId, left)),
      ...world.about("Resource", thing.accountId, holdings.left.has(thing.accountId) && left),
      ...as.context,
      ...actor.session,
      ...context,
    },
    identityPolicies: identityPolicies(world, holdings, actor, as.isDropping),
    boundary: actor.boundary === null ? null : inSlot(world, holdings, actor.boundary),
    serviceControlPolicies: [{ of: "the organization", policies: guardrails(world, holdings, actor, left) }],
    resourceControlPolicies: resourceGuardrails(world, holdings, actor, action, thing, left),
    resourcePolicy: as.policy === null ? null : textOf(world, holdings, as.policy),
  };
}

const ofType = new Map(enumeratedActions.map(({ action, resourceTypes }) => [action, resourceTypes[0]]));

/** Something new of the type that an action is about, in the account. */
function arnInAccount(action: string, { accountId }: Thing): string {
  const pattern = arnPatterns.get(ofType.get(action) ?? "");
  return filledArn(pattern ?? `arn:aws:${action.split(":")[0]}:\${Region}:\${Account}:made-up`, "eu-west-2", accountId);
}

function identityPolicies(
  world: World,
  holdings: Holdings,
  actor: Actor,
  isDropping: boolean,
): readonly NamedDocument[] {
  return actor.policies.flatMap(
    (slot) => (isDropping ? inSlot(world, holdings, slot) : textOf(world, holdings, slot.document)) ?? [],
  );
}

function inSlot(world: World, holdings: Holdings, slot: Slot): NamedDocument | null {
  return holdings.dropped.has(slot.id) ? null : textOf(world, holdings, slot.document);
}

export function textOf(world: World, holdings: Holdings, key: string): NamedDocument {
  const document = world.documents.get(key) ?? (isOfAws(key) ? anything(key) : nothing);
  if (!holdings.wrote.has(key)) return document;
  const known = rewrittenOnce.get(document);
  if (known) return known;
  const text = rewritten(document);
  rewrittenOnce.set(document, text);
  return text;
}

const ofAws = new Map<string, NamedDocument>();

/** A managed policy of AWS's that nobody has written down here is taken to allow everything. */
function anything(key: string): NamedDocument {
  const known = ofAws.get(key) ?? { name: key, document: allowEverything };
  ofAws.set(key, known);
  return known;
}

function guardrails(world: World, holdings: Holdings, actor: Actor, left: boolean): readonly NamedDocument[] {
  if (!actor.isGuarded || left) return [fullAccess];
  return [fullAccess, ...standing("service control policy", world, holdings, actor.accountId)];
}

/** They stay with the account that a thing is in: once that has left, nothing of it is bound. */
function resourceGuardrails(
  world: World,
  holdings: Holdings,
  actor: Actor,
  action: string,
  { accountId }: Thing,
  left: boolean,
): readonly NamedDocument[] {
  if (holdings.left.has(accountId) && left) return [];
  const policies = standing("resource control policy", world, holdings, accountId);
  return policies.length === 0 || isBoundByResourceControl(actor.arn, action) ? policies : [];
}

/** Those on the account that nobody has detached or emptied. */
const standing = (
  of: Guardrail["kind"],
  world: World,
  holdings: Holdings,
  accountId: string,
): readonly NamedDocument[] =>
  world.guardrails
    .filter(
      ({ kind, accountIds, slot, document }) =>
        kind === of && accountIds.has(accountId) && !holdings.dropped.has(slot) && !holdings.wrote.has(document),
    )
    .map(({ document }) => textOf(world, holdings, document));
