import type { Actor } from "./actor.ts";
import { type Request, textOf } from "./ask.ts";
import { type Candidate, candidatesOn } from "./candidates.ts";
import type { Edge } from "./edges.ts";
import type { Holdings } from "./holdings.ts";
import { policyPairs } from "./policy-pairs.ts";
import { refusedToOthers } from "./refused-by-aws.ts";
import { requestContexts } from "./request-contexts.ts";
import type { Attempt } from "./step.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** Candidates by the account they are in, and apart those on what lets in other accounts. */
interface Index {
  readonly ofAccount: ReadonlyMap<string, readonly Candidate[]>;
  readonly open: readonly Candidate[];
  /** What a token of GitHub's takes; it takes nothing else, and nobody else takes it. */
  readonly byToken: readonly Candidate[];
  readonly keysOf: ReadonlyMap<string, readonly Thing[]>;
}

const withToken = "sts:AssumeRoleWithWebIdentity";
const indexes = new WeakMap<World, Index>();

/**
 * Everything that an actor may try; what an own account or a resource's policy could never let them do is left out.
 *
 * @param isDone whether an end is reached already: it is not tried again
 * @param only on these things, and no others
 */
export function* attemptsOf(
  world: World,
  holdings: Holdings,
  actor: Actor,
  isDone: (end: string) => boolean,
  only?: readonly Thing[],
): Generator<Attempt> {
  const index = indexOf(world);
  const documents = [...actor.policies, ...(actor.boundary ? [actor.boundary] : [])].map(
    ({ document }) => textOf(world, holdings, document).document,
  );
  for (const candidate of only ? onThese(only, actor) : within(index, holdings, actor)) {
    if (candidate.end !== null && isDone(candidate.end)) continue;
    for (const context of requestContexts(world, documents, candidate)) {
      yield* attempts(index, actor, candidate, { action: candidate.action, thing: candidate.thing, context });
    }
  }
  if (actor.sort === "workflow") return;
  const these = only && new Set(only);
  for (const attempt of policyPairs(world, actor)) {
    if (!these || attempt.requests.some(({ thing }) => these.has(thing))) yield attempt;
  }
}

function* within(index: Index, holdings: Holdings, actor: Actor): Generator<Candidate> {
  if (actor.sort === "workflow") {
    yield* index.byToken;
    return;
  }
  yield* index.ofAccount.get(actor.accountId) ?? [];
  for (const thing of holdings.made) if (thing.accountId === actor.accountId) yield* candidatesOn(thing);
  for (const candidate of index.open) {
    if (candidate.thing.accountId !== actor.accountId && !refusedToOthers(candidate)) yield candidate;
  }
}

function* onThese(things: readonly Thing[], actor: Actor): Generator<Candidate> {
  for (const thing of things) {
    for (const candidate of candidatesOn(thing)) {
      const isToken = candidate.action === withToken;
      if (isToken !== (actor.sort === "workflow")) continue;
      const isReached =
        thing.accountId === actor.accountId ||
        (thing.document !== null && isOpen(thing, candidate.action) && !refusedToOthers(candidate));
      if (isReached) yield candidate;
    }
  }
}

function* attempts(index: Index, actor: Actor, { edge, thing }: Candidate, request: Request): Generator<Attempt> {
  const base = {
    kind: edge?.kind ?? "use what one has",
    actor,
    gives: edge?.gives ?? null,
    told: edge?.told ?? "",
  } as const;
  if (edge?.gives === "gains an alias" || edge?.gives === "loses its alias") {
    for (const key of index.keysOf.get(thing.accountId) ?? []) {
      if (!isMoved(edge, thing, key)) continue;
      yield { ...base, requests: [{ ...request, thing: key }, request] };
    }
    return;
  }
  const more = (edge?.and ?? []).map((actions) => actions.map((action): Request => ({ action, thing, context: {} })));
  for (const chosen of combinations(more)) yield { ...base, requests: [request, ...chosen] };
}

/** An alias is new to a key, or its own to lose; one that exists is moved, one that does not is made. */
function isMoved(edge: Edge, alias: Thing, key: Thing): boolean {
  const isOwn = key.of === alias.of && !alias.id.startsWith("new ");
  return edge.gives === "loses its alias" ? isOwn : !isOwn;
}

function combinations(groups: readonly (readonly Request[])[]): readonly (readonly Request[])[] {
  const [first, ...rest] = groups;
  if (!first) return [[]];
  return first.flatMap((request) => combinations(rest).map((others) => [request, ...others]));
}

function indexOf(world: World): Index {
  const known = indexes.get(world);
  if (known) return known;
  const ofAccount = new Map<string, Candidate[]>();
  const open: Candidate[] = [];
  const byToken: Candidate[] = [];
  const keysOf = new Map<string, Thing[]>();
  for (const thing of world.things) {
    const all = candidatesOn(thing);
    const candidates = all.filter(({ action }) => action !== withToken);
    byToken.push(...all.filter(({ action }) => action === withToken));
    ofAccount.set(thing.accountId, [...(ofAccount.get(thing.accountId) ?? []), ...candidates]);
    if (thing.document !== null) open.push(...candidates.filter(({ action }) => isOpen(thing, action)));
    if (thing.sort === "key") keysOf.set(thing.accountId, [...(keysOf.get(thing.accountId) ?? []), thing]);
  }
  const index = { ofAccount, open, byToken, keysOf };
  indexes.set(world, index);
  return index;
}

/** A role's own policy is asked when it is taken, and only then. */
const isOpen = ({ sort }: Thing, action: string) => sort !== "role" || action.startsWith("sts:AssumeRole");
