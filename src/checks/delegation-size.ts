import { quotas } from "../aws/quotas.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";

const { most } = quotas.delegationPolicyCharacters;

/** Characters kept free for Lockstep's own statements. A test holds them against what is synthesized. */
export const ownDelegationCharacters = 2_200;

const statements = (count: number) =>
  [
    "management:",
    "  otherDelegationStatements:",
    ...Array.from(
      { length: count },
      (_, index) =>
        `    - { Sid: Tags${index}, Effect: Allow, Principal: { AWS: "222222222222" }, Action: "organizations:Describe*", Resource: "*" }`,
    ),
  ].join("\n");

export const delegationSize = estateRule({
  id: "delegation-size",
  severity: "error",
  what: "other delegation statements that leave no room for Lockstep's own",
  why: "AWS refuses the one delegation policy that an organization has.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
  example: {
    bad: { "organization.yaml": statements(400) },
    good: { "organization.yaml": statements(2) },
  },
  check: ({ management }) => {
    const size = JSON.stringify(management?.otherDelegationStatements ?? []).length;
    if (size <= most - ownDelegationCharacters) return [];
    return [
      {
        at: inOrganization("management", "otherDelegationStatements"),
        got: `got statements of ${size} characters`,
        why: `AWS takes ${most}, of which Lockstep's own need ${ownDelegationCharacters}`,
        use: `use ${most - ownDelegationCharacters} or less`,
      },
    ];
  },
});
