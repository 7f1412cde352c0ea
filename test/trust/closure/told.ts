import { shortly } from "../security/support/shortly.ts";
import { nearestDenial } from "./nearest-denial.ts";
import type { Derivation } from "./search.ts";
import type { Attempt } from "./step.ts";
import type { World } from "./world.ts";

/** A step as a person would tell it: who does what, and which statements let them. */
export function told({ attempt, because }: Derivation): string {
  const allowing = [...new Set(because.map(shortly))].sort().join(", ");
  return `${whoDoes(attempt)}, by ${allowing}`;
}

/** The same, with the denial that was missing. */
export const toldWithDenial = (world: World, derivation: Derivation): string =>
  `${told(derivation)}. ${nearestDenial(world, derivation.attempt)}`;

function whoDoes({ actor, requests, told: verb }: Attempt): string {
  const who = actor.sort === "workflow" ? actor.said : `${actor.said} of ${actor.place}`;
  const actions = [...new Set(requests.map(({ action }) => `\`${action}\``))].join(" and ");
  const things = [...new Map(requests.map(({ thing }) => [thing.id, thing])).values()]
    .map(({ said, place }) => (place === actor.place ? said : `${said} of ${place}`))
    .join(" with ");
  return verb === "" ? `${who} calls ${actions} on ${things}` : `${who} ${verb} ${things} (${actions})`;
}
