import { quotas } from "../aws/quotas.ts";
import { error, type Finding, inOrganization, type Place } from "../finding.ts";
import type { Estate } from "../model.ts";

const { most } = quotas.delegationPolicyCharacters;

/** Characters kept free for Lockstep's own statements. A test holds them against what is synthesized. */
export const ownDelegationCharacters = 2_200;

/** An organization has one delegation policy: what it holds for others must leave room, and be what AWS still takes. */
export function delegationFits({ management }: Estate): readonly Finding[] {
  if (!management) return [];
  const { otherDelegationStatements: others } = management;
  const at = (...path: (string | number)[]): Place =>
    inOrganization("management", "otherDelegationStatements", ...path);
  const findings: Finding[] = [];

  const size = JSON.stringify(others).length;
  if (size > most - ownDelegationCharacters) {
    const message = `got statements of ${size} characters; AWS takes ${most}, of which Lockstep's own need ${ownDelegationCharacters}: use ${most - ownDelegationCharacters} or less`;
    findings.push(error("delegation-size", at(), message));
  }
  for (const [index, statement] of others.entries()) {
    for (const [key, instead] of [
      ["NotAction", "Action"],
      ["NotResource", "Resource"],
    ] as const) {
      if (!Object.hasOwn(statement, key)) continue;
      findings.push(
        error(
          "delegation-statement",
          { ...at(index, key), key: true },
          `got ${key}, which AWS refuses in delegation policies since 2026-06-30; use ${instead}`,
        ),
      );
    }
  }
  return findings;
}
