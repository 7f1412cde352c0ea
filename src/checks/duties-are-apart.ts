import { error, type Finding, inOrganization, type Place } from "../finding.ts";
import { type DutyName, dutyNames, type Estate } from "../model.ts";
import { prefix } from "../names.ts";
import { meet } from "../words/pattern.ts";

interface Holder {
  readonly duty: DutyName;
  readonly principal: string;
}

/** Nobody holds two duties, and no role of Lockstep's own holds one: the pipeline least of all. */
export function dutiesAreApart(estate: Estate): readonly Finding[] {
  const holders = dutyNames.flatMap((duty) => estate.duties[duty].principals.map((principal) => ({ duty, principal })));
  return [...twoDuties(holders), ...ownRoles(holders)];
}

function twoDuties(holders: readonly Holder[]): readonly Finding[] {
  return holders.flatMap(({ duty, principal }, index) =>
    holders
      .slice(0, index)
      .filter((other) => other.duty !== duty && meet(other.principal, principal))
      .map((other) => {
        const whom = other.principal === principal ? principal : `${principal}, which overlaps ${other.principal}`;
        const message = `got ${whom}, who has duty ${other.duty} already; no one holds two: use another role or user`;
        return error("two-duties", principalsOf(duty), message);
      }),
  );
}

function ownRoles(holders: readonly Holder[]): readonly Finding[] {
  return holders
    .filter(({ principal }) => meet(principal.slice(principal.lastIndexOf(":") + 1), `role/${prefix}-*`))
    .map(({ duty, principal }) => {
      const message = `got ${principal}, which may be a role of Lockstep's own; use roles and users of people`;
      return error("own-role-in-duty", principalsOf(duty), message);
    });
}

const principalsOf = (duty: DutyName): Place => inOrganization("duties", duty, "principals");
