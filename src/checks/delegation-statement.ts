import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";

const refused = [
  ["NotAction", "Action"],
  ["NotResource", "Resource"],
] as const;

const overlay = (action: string) =>
  `management:
  otherDelegationStatements:
    - { Sid: Tags, Effect: Allow, Principal: { AWS: "222222222222" }, ${action}, Resource: "*" }`;

export const delegationStatement = estateRule({
  id: "delegation-statement",
  severity: "error",
  what: "a delegation statement with NotAction or NotResource",
  why: "AWS refuses the one delegation policy that an organization has, since 30 June 2026.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html",
  example: {
    bad: { "organization.yaml": overlay('NotAction: "organizations:Detach*"') },
    good: { "organization.yaml": overlay('Action: "organizations:Describe*"') },
  },
  check: ({ management }) =>
    (management?.otherDelegationStatements ?? []).flatMap((statement, index) =>
      refused
        .filter(([key]) => Object.hasOwn(statement, key))
        .map(([key, instead]) => ({
          at: { ...inOrganization("management", "otherDelegationStatements", index, key), key: true as const },
          got: `got ${key}, which AWS refuses in delegation policies since 2026-06-30`,
          use: `use ${instead}`,
        })),
    ),
});
