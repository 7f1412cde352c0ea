import type { PolicyDocument } from "../../resources/resource-type.ts";
import type { PlanComplaint } from "../plan-rule.ts";
import { lostDenials } from "./lost-denials.ts";
import type { Statement } from "./statement.ts";
import { widenedAccess } from "./widened-access.ts";

/** What a document no longer denies, and newly allows. @param place where it stands, with a space after it; empty for the only one of a resource */
export function comparedStatements(
  before: readonly Statement[],
  after: readonly Statement[],
  kind: PolicyDocument["kind"],
  attribute: string,
  place: string,
): { readonly lost: readonly PlanComplaint[]; readonly gained: readonly PlanComplaint[] } {
  const path = [attribute];
  const gained = kind === "identity" ? [] : widenedAccess(before, after, kind);
  return {
    lost: lostDenials(before, after).map((line) => ({
      path,
      got: `${place}no longer denies ${line}`,
      use: "keep the denial",
    })),
    gained: gained.map((line) => ({ path, got: `${place}newly allows ${line}`, use: "keep to who had it" })),
  };
}
