import { error, type Finding, inOrganization } from "../finding.ts";
import type { Estate, Unit } from "../model.ts";

/** OUs are of this organization's root, and the pipeline's roles are deployed wherever a unit's accounts are. */
export function unitsAreInReach(estate: Estate): readonly Finding[] {
  return [...estate.units.flatMap((unit) => unitIsInReach(estate, unit)), ...deployTargetsExist(estate)];
}

function unitIsInReach({ organization, pipeline }: Estate, { name, orgPath, ouId }: Unit): readonly Finding[] {
  const at = inOrganization("units", name, "path");
  const [id, rootId, ...ous] = orgPath.split("/").filter((part) => part !== "");
  const foreign = ous.find((ou) => !isBelow(ou, organization.rootId));
  if (id !== organization.id || rootId !== organization.rootId || foreign !== undefined) {
    const got = foreign ?? `${id}/${rootId}`;
    const message = `got ${got}, which is not of organization ${organization.id} and its root ${organization.rootId}, so that central would refuse every copy; use OUs whose ids start with ${ousOf(organization.rootId)}`;
    return [error("other-root", at, message)];
  }
  if (ous.at(-1) !== ouId) {
    const message = `got ${orgPath}, which does not end in ${ouId}, where its policies are attached; use the path of that OU`;
    return [error("other-root", at, message)];
  }
  if (pipeline.deployTo.some((target) => target === rootId || ous.includes(target))) return [];
  const message = `got ${ous.join("/")}, which is below none of pipeline.deployTo (${pipeline.deployTo.join(", ")}), so that its accounts get no role the pipeline could deploy with; add one of its OUs there`;
  return [error("pipeline-not-deployed", at, message)];
}

function deployTargetsExist({ organization, pipeline }: Estate): readonly Finding[] {
  const { rootId } = organization;
  return pipeline.deployTo.flatMap((target, index) => {
    if (target === rootId || isBelow(target, rootId)) return [];
    const message = `got ${target}, which is not of root ${rootId}; use ${rootId}, or OUs whose ids start with ${ousOf(rootId)}`;
    return [error("other-root", inOrganization("pipeline", "deployTo", index), message)];
  });
}

// the id of an OU holds that of its root: docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
const ousOf = (rootId: string) => `ou-${rootId.slice("r-".length)}-`;
const isBelow = (ouId: string, rootId: string) => ouId.startsWith(ousOf(rootId));
