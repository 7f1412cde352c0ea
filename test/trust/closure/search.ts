import type { Actor } from "./actor.ts";
import { ask, type Request } from "./ask.ts";
import { attemptsOf } from "./attempts.ts";
import type { EdgeKind } from "./edges.ts";
import { gainsOf } from "./gains.ts";
import { type Fact, factKey, Holdings } from "./holdings.ts";
import { type Retried, retriedAfter } from "./retried.ts";
import { type Attempt, lineOf } from "./step.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** How a fact came about. */
export interface Derivation {
  readonly fact: Fact;
  readonly attempt: Attempt;
  /** What allows each request, by statement. */
  readonly because: readonly string[];
  /** Keys of the facts without which a request would be denied. */
  readonly needs: readonly string[];
}

export interface Found {
  readonly holdings: Holdings;
  /** By the fact's key; those one begins with have none. */
  readonly derivations: ReadonlyMap<string, Derivation>;
  /** Ends of paths. */
  readonly ends: readonly Derivation[];
  readonly asked: number;
}

export interface Limits {
  /** Edges that are not taken. */
  readonly without?: EdgeKind;
  /** Whether a step is known, and not taken again. */
  readonly isCut?: (attempt: Attempt) => boolean;
  /** Ends the search at the first end of a path that this is true of, at once. */
  readonly until?: (line: string) => boolean;
  /**
   * Who tries anything in the first round, and on what the others try; in later rounds, whatever what is new bears on.
   *
   * @default everybody, everything
   */
  readonly firstActors?: ReadonlySet<string>;
  readonly firstThings?: readonly Thing[];
}

/** Everything that follows from what somebody begins with, to a fixpoint. */
export function search(
  world: World,
  start: Iterable<Fact>,
  { without, isCut, until, firstActors, firstThings }: Limits = {},
): Found {
  const holdings = new Holdings(start);
  const derivations = new Map<string, Derivation>();
  const ends: Derivation[] = [];
  let asked = 0;
  let retried: Retried = {
    isAll: firstActors === undefined,
    actors: firstActors ?? new Set(),
    things: firstThings ?? [],
  };

  /** What follows at once from what is held, until the end that is looked for is reached. */
  const round = (): { readonly found: readonly Derivation[]; readonly isReached: boolean } => {
    const found: Derivation[] = [];
    const pending = new Set<string>();
    const isKnown = (key: string) => holdings.facts.has(key) || pending.has(key);
    for (const actor of holdings.actors.values()) {
      const triesAll = retried.isAll || retried.actors.has(actor.id);
      if (!triesAll && retried.things.length === 0) continue;
      for (const attempt of attemptsOf(world, holdings, actor, isKnown, triesAll ? undefined : retried.things)) {
        if (attempt.kind === without) continue;
        const facts = gainsOf(world, holdings, attempt).filter((fact) => !isKnown(factKey(fact)));
        if (facts.length === 0) continue;
        asked += attempt.requests.length;
        const verdicts = allowed(world, holdings, actor, attempt.requests);
        if (!verdicts || isCut?.(attempt)) continue;
        const needs = [...needed(world, holdings, actor, attempt.requests), ...restsOn(holdings, attempt)];
        for (const fact of facts) {
          pending.add(factKey(fact));
          found.push({ fact, attempt, because: verdicts, needs });
        }
        const isEnd = facts.some(({ kind }) => kind === "touched");
        if (isEnd && until?.(lineOf(attempt)) === true) return { found, isReached: true };
      }
    }
    return { found, isReached: false };
  };

  for (;;) {
    const { found, isReached } = round();
    const gained: Fact[] = [];
    for (const derivation of found) {
      if (!holdings.add(derivation.fact)) continue;
      gained.push(derivation.fact);
      derivations.set(factKey(derivation.fact), derivation);
      if (derivation.fact.kind === "touched") ends.push(derivation);
    }
    if (found.length === 0 || isReached) return { holdings, derivations, ends, asked };
    retried = retriedAfter(world, holdings, gained);
  }
}

function allowed(
  world: World,
  holdings: Holdings,
  actor: Actor,
  requests: readonly Request[],
): readonly string[] | null {
  const reasons: string[] = [];
  for (const request of requests) {
    const verdict = ask(world, holdings, actor, request);
    if (!verdict.allowed) return null;
    reasons.push(verdict.because);
  }
  return reasons;
}

/** Which of the facts the answer rests on: those without which it would be no. */
function needed(world: World, holdings: Holdings, actor: Actor, requests: readonly Request[]): readonly string[] {
  const own: Fact = { kind: "acts", actor };
  if (allowed(world, new Holdings([own]), actor, requests)) return [factKey(own)];
  let kept = [...holdings.facts.values()].filter((fact) => matters(world, fact, actor, requests));
  for (const fact of [...kept]) {
    const rest = kept.filter((one) => one !== fact);
    if (allowed(world, new Holdings([own, ...rest]), actor, requests)) kept = rest;
  }
  return [factKey(own), ...kept.map(factKey)];
}

/** Whether a fact is about anything that decides these requests. */
function matters(world: World, fact: Fact, actor: Actor, requests: readonly Request[]): boolean {
  const slots = [...actor.policies, ...(actor.boundary ? [actor.boundary] : [])];
  const things = requests.map(({ thing }) => thing);
  switch (fact.kind) {
    case "wrote":
      return (
        slots.some(({ document }) => document === fact.document) ||
        world.guardrails.some(({ document }) => document === fact.document) ||
        things.some(({ document }) => document === fact.document)
      );
    case "dropped":
      return (
        slots.some(({ id }) => id === fact.slot) ||
        world.guardrails.some(({ slot }) => slot === fact.slot) ||
        things.some(({ document }) => document === fact.slot)
      );
    case "seen as":
    case "reached as":
    case "granted":
      return things.some(({ id }) => id === fact.thingId);
    case "left":
    case "joined":
      return [actor, ...things].some(({ accountId }) => accountId === fact.accountId);
    default:
      return false;
  }
}

/** What a step gives only because of something before, whatever policies say: that its object was made, or is held. */
function restsOn({ facts, delegates, actors }: Holdings, { actor, requests, gives }: Attempt): readonly string[] {
  const keys = requests.flatMap(({ thing }) => [
    `exists ${thing.id}`,
    ...(gives === "writes its permissions" && thing.actorId !== undefined ? [`acts ${thing.actorId}`] : []),
  ]);
  const users = [...actors.values()].filter(({ sort, accountId }) => sort === "user" && accountId === actor.accountId);
  if (gives === "writes its users' permissions") keys.push(...users.map(({ id }) => `acts ${id}`));
  const asDelegate = gives === "acts in every account" || gives === "acts as people" || gives === "acts as root users";
  const registered = asDelegate ? [...delegates].filter((one) => one.startsWith(actor.accountId)) : [];
  return [...keys, ...registered.map((one) => `delegate ${one}`)].filter((key) => facts.has(key));
}
