import type { ImportPlace } from "../resources/found-again.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { JsonObject } from "../stack/json-object.ts";

/**
 * The id by which Terraform takes over what a plan would create, where AWS refuses to make it twice and it has a name.
 *
 * @returns `null` when it has none, or one that rests on something that is not made yet
 */
export function importId(type: string, after: JsonObject, place: ImportPlace): string | null {
  const foundAgain = resourceType(type)?.foundAgain;
  if (foundAgain?.by === "id") return foundAgain.id(after, place);
  const unless = foundAgain?.by === "putting it again" ? foundAgain.unless : undefined;
  return unless && place.ignored?.includes(unless.ignores) ? unless.id(after, place) : null;
}
