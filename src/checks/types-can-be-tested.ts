import { commonResourceTypes, type ResourceType } from "../aws/resource-types.ts";
import { kindsOf, reachesOf } from "../estate/reach.ts";
import { type Finding, inPlan, warning } from "../finding.ts";
import type { Estate } from "../model.ts";
import { minutesText } from "../words/units-text.ts";

/**
 * AWS can test the restore of what a plan promises an RTO for. Said of types that somebody asked for, in the plan or by
 * opting in to one that is not common: the others are opted in whether or not there is one.
 */
export function typesCanBeTested(estate: Estate): readonly Finding[] {
  const reaches = reachesOf(estate);
  return estate.plans.flatMap((plan) => {
    const kinds = kindsOf(reaches.filter((reach) => reach.plan === plan));
    const isAskedFor = (type: ResourceType) =>
      plan.selection.types.includes(type) || !commonResourceTypes.includes(type);
    const types = [...new Set(kinds.map(({ type }) => type))].filter(
      (type) => isAskedFor(type) && kinds.every((kind) => kind.type !== type || !kind.restoreTesting),
    );
    if (types.length === 0) return [];
    const rto = minutesText(plan.promise.rtoMinutes);
    const message = `got ${rto} for ${types.join(", ")}, whose restores AWS cannot test, so that nothing measures it; use a plan of their own, with an rto that restores by hand have shown`;
    return [warning("restore-untested", inPlan(plan.name, "promise", "rto"), message)];
  });
}
