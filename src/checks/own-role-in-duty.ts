import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { dutyHolders } from "../estate/duty-holders.ts";
import { prefix } from "../names.ts";
import { meet } from "../words/pattern.ts";

export const ownRoleInDuty = estateRule({
  id: "own-role-in-duty",
  severity: "error",
  what: "a role that Lockstep makes itself in a duty",
  why: "The pipeline, or one duty, would hold another.",
  source: null,
  example: {
    bad: {
      "organization.yaml":
        'duties: { auditor: { principals: ["arn:aws:iam::222222222222:role/lockstep-pipeline-plan"] } }',
    },
    good: {
      "organization.yaml": 'duties: { auditor: { principals: ["arn:aws:iam::222222222222:role/backup-auditor"] } }',
    },
  },
  check: (estate) =>
    dutyHolders(estate)
      .filter(({ principal }) => meet(principal.slice(principal.lastIndexOf(":") + 1), `role/${prefix}-*`))
      .map(({ duty, principal }) => ({
        at: inOrganization("duties", duty, "principals"),
        got: `got ${principal}, which may be a role of Lockstep's own`,
        use: "use roles and users of people",
      })),
});
