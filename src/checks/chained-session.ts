import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { dutyNames } from "../model.ts";

/** IAM Identity Center signs people in to roles, so that a session taken from another role's is the ordinary case. */
export const chainedSession = estateRule({
  id: "chained-session",
  severity: "error",
  what: "a session longer than an hour for somebody who comes from another role",
  why: "AWS refuses the session, on the day it is needed.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html",
  example: {
    bad: { "organization.yaml": "duties: { restoreOperator: { maxSessionHours: 4 } }" },
    good: {
      "organization.yaml":
        'duties: { restoreOperator: { principals: ["arn:aws:iam::222222222222:user/restorer-1"], maxSessionHours: 4 } }',
    },
  },
  check: (estate) =>
    dutyNames.flatMap((duty) => {
      const { maxSessionHours, principals } = estate.duties[duty];
      const chained = principals.find((principal) => principal.includes(":role/"));
      if (maxSessionHours === 1 || chained === undefined) return [];
      return [
        {
          at: inOrganization("duties", duty, "maxSessionHours"),
          got: `got ${maxSessionHours} for ${chained}`,
          why: "a session taken from a role lasts 1 hour at most",
          use: "use 1, or IAM users",
        },
      ];
    }),
});
