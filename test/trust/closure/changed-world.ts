import type { Actor } from "./actor.ts";
import type { Fact } from "./holdings.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** What a change of documents bears on: all that is to be asked again. */
export interface Changed {
  /** Keys of documents that say something else, or that are new. */
  readonly documents: ReadonlySet<string>;
  /** Ids of actors whose permissions or boundary may have changed. */
  readonly actors: ReadonlySet<string>;
  readonly things: readonly Thing[];
  /** Whether everybody may be let do more: a guardrail or an attachment is another. */
  readonly isForAll: boolean;
}

export function changedWorld(before: World, after: World): Changed {
  const documents = new Set(
    [...after.documents]
      .filter(([key, { document }]) => !isSame(before.documents.get(key)?.document, document))
      .map(([key]) => key),
  );
  const actors = new Set(
    [...after.actors.values()]
      .filter((actor) => isOther(before.actors.get(actor.id), actor, documents))
      .map(({ id }) => id),
  );
  const things = new Map(before.things.map((thing) => [thing.id, thing]));
  return {
    documents,
    actors,
    things: after.things.filter((thing) => {
      const known = things.get(thing.id);
      const isTouched = (thing.document !== null && documents.has(thing.document)) || actors.has(thing.actorId ?? "");
      return isTouched || !known || !isSame({ ...known, actorId: "" }, { ...thing, actorId: "" });
    }),
    isForAll:
      !isSame(before.delegates, after.delegates) ||
      after.guardrails.some(({ document }) => documents.has(document)) ||
      !isSame(before.guardrails.map(asText), after.guardrails.map(asText)),
  };
}

/** The same facts about the actors as they are now. */
export const carriedOver = (facts: Iterable<Fact>, { actors }: World): readonly Fact[] =>
  [...facts]
    .filter(({ kind }) => kind !== "touched")
    .map((fact) => (fact.kind === "acts" ? { ...fact, actor: actors.get(fact.actor.id) ?? fact.actor } : fact));

const asText = ({ slot, accountIds }: World["guardrails"][number]) => `${slot} ${[...accountIds].join(" ")}`;

const isSame = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other);

function isOther(before: Actor | undefined, after: Actor, documents: ReadonlySet<string>): boolean {
  if (!before || !isSame(before, after)) return true;
  const slots = [...after.policies, ...(after.boundary ? [after.boundary] : [])];
  return slots.some(({ document }) => documents.has(document));
}
