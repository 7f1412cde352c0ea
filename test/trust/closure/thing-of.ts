import type { Target } from "../../emulator/model/access.ts";
import type { Organization } from "../organization/organization.ts";
import { placeOf } from "./place.ts";
import type { Thing } from "./thing.ts";

/** A thing by what the rest of the tests know of it. */
export function thing(
  { estate }: Organization,
  { arn, accountId, context }: Pick<Target, "arn" | "accountId" | "context">,
  more: Pick<Thing, "sort" | "said" | "types" | "jewel"> & Partial<Thing>,
): Thing {
  return {
    id: arn,
    place: placeOf(estate, accountId),
    accountId,
    arn,
    document: null,
    context: context ?? {},
    ...more,
  };
}
