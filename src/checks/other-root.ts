import type { Complaint } from "../diagnostics/complaint.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { isBelowRoot, ouPath, ouPrefix } from "../estate/ou-path.ts";
import type { Estate, Unit } from "../model.ts";

export const otherRoot = estateRule({
  id: "other-root",
  severity: "error",
  what: "an OU that is not of the organization's root",
  why: "Central trusts a unit by its path: with another one it refuses every copy, when it runs.",
  source: "docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html",
  example: {
    bad: { "organization.yaml": "units: { data-platform: { path: ou-zz99-1a2b3c4d } }" },
    good: { "organization.yaml": "units: { data-platform: { path: ou-ab12-9f8e7d6c } }" },
  },
  check: (estate) => [...estate.units.flatMap((unit) => judgeUnit(estate, unit)), ...judgeTargets(estate)],
});

function judgeUnit({ organization }: Estate, unit: Unit): readonly Complaint[] {
  const at = inOrganization("units", unit.name, "path");
  const { id, rootId, ous } = ouPath(unit);
  const foreign = ous.find((ou) => !isBelowRoot(ou, organization.rootId));
  if (id !== organization.id || rootId !== organization.rootId || foreign !== undefined) {
    const got = `got ${foreign ?? `${id}/${rootId}`}, which is not of organization ${organization.id} and its root ${organization.rootId}, so that central would refuse every copy`;
    return [{ at, got, use: `use OUs whose ids start with ${ouPrefix(organization.rootId)}` }];
  }
  if (ous.at(-1) === unit.ouId) return [];
  const got = `got ${unit.orgPath}, which does not end in ${unit.ouId}, where its policies are attached`;
  return [{ at, got, use: "use the path of that OU" }];
}

function judgeTargets({ organization: { rootId }, pipeline }: Estate): readonly Complaint[] {
  return pipeline.deployTo.flatMap((target, index) => {
    if (target === rootId || isBelowRoot(target, rootId)) return [];
    return [
      {
        at: inOrganization("pipeline", "deployTo", index),
        got: `got ${target}, which is not of root ${rootId}`,
        use: `use ${rootId}, or OUs whose ids start with ${ouPrefix(rootId)}`,
      },
    ];
  });
}
