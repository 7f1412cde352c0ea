import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const rolesWithdrawn = changeRule({
  id: "roles-withdrawn",
  severity: "warning",
  what: "an OU that the pipeline's roles are no longer deployed to",
  why: "Its accounts lose the pipeline's roles and the custodian.",
  source: "docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html",
  example: {
    before: { "organization.yaml": "pipeline: { deployTo: [ou-ab12-1a2b3c4d, ou-ab12-5e6f7a8b] }" },
    bad: { "organization.yaml": "pipeline: { deployTo: [ou-ab12-1a2b3c4d] }" },
    good: { "organization.yaml": "pipeline: { deployTo: [ou-ab12-1a2b3c4d, ou-ab12-5e6f7a8b, ou-ab12-99999999] }" },
  },
  check: (base, head) =>
    base.pipeline.deployTo
      .filter((target) => !head.pipeline.deployTo.includes(target))
      // another root is said of the organization
      .filter((target) => target !== base.organization.rootId || head.organization.rootId === target)
      .map((target) => ({
        at: inOrganization("pipeline", "deployTo"),
        got: `got no ${target}, which was there`,
        why: "applying bootstrap takes the pipeline's roles and the custodian out of its accounts",
        use: `use ${target} for as long as they have vaults`,
      })),
});
