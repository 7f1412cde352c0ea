import type { Context } from "../../emulator/model/access.ts";
import type { Actor } from "./actor.ts";
import type { Thing } from "./thing.ts";

/**
 * One thing that somebody has achieved. Nothing is ever lost again: who can do something can do it in whatever order it
 * takes, so that a search comes to an end.
 */
export type Fact =
  | { readonly kind: "acts"; readonly actor: Actor }
  /** Its text is theirs to choose. */
  | { readonly kind: "wrote"; readonly document: string }
  /** It is gone from this place. */
  | { readonly kind: "dropped"; readonly slot: string }
  /** Policies are told something else of it than before. */
  | { readonly kind: "seen as"; readonly thingId: string; readonly context: Context }
  | { readonly kind: "reached as"; readonly thingId: string; readonly arn: string }
  /** Its holder uses the key whatever policies say. */
  | { readonly kind: "granted"; readonly thingId: string }
  | { readonly kind: "exists"; readonly thing: Thing }
  /** The account acts for the whole organization in a service. */
  | { readonly kind: "delegate"; readonly accountId: string; readonly service: string }
  /** No service control policy binds the account, which is no member any more. */
  | { readonly kind: "left"; readonly accountId: string }
  | { readonly kind: "joined"; readonly accountId: string }
  | { readonly kind: "touched"; readonly thing: Thing; readonly action: string };

export function factKey(fact: Fact): string {
  switch (fact.kind) {
    case "acts":
      return `acts ${fact.actor.id}`;
    case "wrote":
      return `wrote ${fact.document}`;
    case "dropped":
      return `dropped ${fact.slot}`;
    case "seen as":
      return `seen ${fact.thingId} ${JSON.stringify(fact.context)}`;
    case "reached as":
      return `reached ${fact.thingId} ${fact.arn}`;
    case "granted":
      return `granted ${fact.thingId}`;
    case "exists":
      return `exists ${fact.thing.id}`;
    case "delegate":
      return `delegate ${fact.accountId} ${fact.service}`;
    case "left":
    case "joined":
      return `${fact.kind} ${fact.accountId}`;
    case "touched":
      return `touched ${fact.thing.id} ${fact.action}`;
  }
}

/** Facts by what decides about a request, so that asking is quick. */
export class Holdings {
  readonly facts = new Map<string, Fact>();
  readonly actors = new Map<string, Actor>();
  readonly wrote = new Set<string>();
  readonly dropped = new Set<string>();
  readonly left = new Set<string>();
  readonly joined = new Set<string>();
  readonly granted = new Set<string>();
  readonly delegates = new Set<string>();
  readonly seenAs = new Map<string, Context[]>();
  readonly reachedAs = new Map<string, string[]>();
  readonly made: Thing[] = [];

  constructor(facts: Iterable<Fact> = []) {
    for (const fact of facts) this.add(fact);
  }

  /** @returns whether it is new */
  add(fact: Fact): boolean {
    const key = factKey(fact);
    if (this.facts.has(key)) return false;
    this.facts.set(key, fact);
    this.#file(fact);
    return true;
  }

  #file(fact: Fact): void {
    switch (fact.kind) {
      case "acts":
        this.actors.set(fact.actor.id, fact.actor);
        break;
      case "wrote":
        this.wrote.add(fact.document);
        break;
      case "dropped":
        this.dropped.add(fact.slot);
        break;
      case "seen as":
        push(this.seenAs, fact.thingId, fact.context);
        break;
      case "reached as":
        push(this.reachedAs, fact.thingId, fact.arn);
        break;
      case "granted":
        this.granted.add(fact.thingId);
        break;
      case "exists":
        this.made.push(fact.thing);
        break;
      case "delegate":
        this.delegates.add(`${fact.accountId} ${fact.service}`);
        break;
      case "left":
        this.left.add(fact.accountId);
        break;
      case "joined":
        this.joined.add(fact.accountId);
        break;
      case "touched":
        break;
    }
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
