import { type DutyName, dutyNames } from "../../model.ts";
import { type DutyPlace, type DutyPlaceArns, dutiesOf, dutyStatements } from "../duty-policies.ts";
import type { Conditions, Statement } from "../policy-document.ts";

/** A kind of account, as a boundary that is the same everywhere tells it. */
export interface BoundaryPlace {
  /** Condition that holds in accounts of this kind alone. */
  readonly here: Conditions;
  readonly arns: DutyPlaceArns;
}

/**
 * What the role of a duty may do at most, whatever a merged change attaches to it: the work of the duty, in the kind of
 * account where that is its work.
 */
export function dutyBoundary(duty: DutyName, places: Readonly<Record<DutyPlace, BoundaryPlace>>): readonly Statement[] {
  const reads = new Map<string, Statement>();
  const work = placesOf(duty).flatMap((place) => {
    const { here, arns } = places[place];
    return dutyStatements(duty, place, arns)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((statement): readonly Statement[] => {
        if (statement.Sid === "ReadBackups") {
          reads.set(statement.Sid, statement);
          return [];
        }
        return [{ ...statement, Sid: `${statement.Sid}In${place}`, Condition: both(statement.Condition, here) }];
      });
  });
  return [...reads.values(), ...work];
}

export const boundedDuties = dutyNames.filter((duty) => duty !== "vaultCustodian");

export const placesOf = (duty: DutyName): readonly DutyPlace[] =>
  (Object.keys(dutiesOf) as readonly DutyPlace[]).filter((place) => dutiesOf[place].includes(duty));

function both(one: Conditions = {}, another: Conditions): Conditions {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(another)])];
  return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...another[operator] }]));
}
