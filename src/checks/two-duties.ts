import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { dutyHolders } from "../estate/duty-holders.ts";
import { meet } from "../words/pattern.ts";

export const twoDuties = estateRule({
  id: "two-duties",
  severity: "error",
  what: "one principal in two duties",
  why: "Whoever steals one session could change a policy and remove a lock.",
  source: null,
  example: {
    bad: {
      "organization.yaml": 'duties: { auditor: { principals: ["arn:aws:iam::222222222222:user/custodian-1"] } }',
    },
    good: {
      "organization.yaml": 'duties: { auditor: { principals: ["arn:aws:iam::222222222222:user/auditor-1"] } }',
    },
  },
  check: (estate) => {
    const holders = dutyHolders(estate);
    return holders.flatMap(({ duty, principal }, index) =>
      holders
        .slice(0, index)
        .filter((other) => other.duty !== duty && meet(other.principal, principal))
        .map((other) => {
          const whom = other.principal === principal ? principal : `${principal}, which overlaps ${other.principal}`;
          return {
            at: inOrganization("duties", duty, "principals"),
            got: `got ${whom}, who has duty ${other.duty} already`,
            why: "no one holds two",
            use: "use another role or user",
          };
        }),
    );
  },
});
