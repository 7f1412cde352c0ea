import { error, type Finding, inOrganization } from "../finding.ts";
import { dutyNames, type Estate } from "../model.ts";

/**
 * A session that was started from another role's session lasts an hour at most, whatever the role allows; asking for
 * more fails. IAM Identity Center signs people in to roles, so that this is the ordinary case.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html, role chaining
 */
export function dutySessionsLast(estate: Estate): readonly Finding[] {
  return dutyNames.flatMap((duty) => {
    const { maxSessionHours, principals } = estate.duties[duty];
    const chained = principals.find((principal) => principal.includes(":role/"));
    if (maxSessionHours === 1 || chained === undefined) return [];
    return [
      error(
        "chained-session",
        inOrganization("duties", duty, "maxSessionHours"),
        `got ${maxSessionHours} for ${chained}; a session taken from a role lasts 1 hour at most: use 1, or IAM users`,
      ),
    ];
  });
}
