import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { isBelowRoot, ouPath } from "../estate/ou-path.ts";

export const pipelineNotDeployed = estateRule({
  id: "pipeline-not-deployed",
  severity: "error",
  what: "a unit below none of the OUs that the pipeline's roles are deployed to",
  why: "The pipeline cannot enter its accounts: their vaults are never made, while its policies are attached.",
  source: "docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html",
  example: {
    bad: { "organization.yaml": "pipeline: { deployTo: [ou-ab12-5e6f7a8b] }" },
    good: { "organization.yaml": "pipeline: { deployTo: [ou-ab12-5e6f7a8b, ou-ab12-1a2b3c4d] }" },
  },
  check: ({ units, organization, pipeline }) =>
    units.flatMap((unit) => {
      const { id, rootId, ous } = ouPath(unit);
      // a path of another root, or one that ends elsewhere, is an error of its own
      const isOwn = id === organization.id && rootId === organization.rootId && ous.at(-1) === unit.ouId;
      if (!isOwn || !ous.every((ou) => isBelowRoot(ou, organization.rootId))) return [];
      if (pipeline.deployTo.some((target) => target === rootId || ous.includes(target))) return [];
      return [
        {
          at: inOrganization("units", unit.name, "path"),
          got: `got ${ous.join("/")}, which is below none of pipeline.deployTo (${pipeline.deployTo.join(", ")}), so that its accounts get no role the pipeline could deploy with`,
          use: "add one of its OUs there",
        },
      ];
    }),
});
