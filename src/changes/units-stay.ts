import { error, type Finding, inOrganization, warning } from "../finding.ts";
import type { Estate, Unit } from "../model.ts";

/** Units keep name and OU, and the pipeline keeps its way in. */
export function unitsStay(base: Estate, head: Estate): readonly Finding[] {
  const baseNames = new Set(base.units.map(({ name }) => name));
  const units = base.units.flatMap((was): readonly Finding[] => {
    const is = head.units.find(({ name }) => name === was.name);
    if (is && pathOf(is) !== pathOf(was)) {
      const message = `got ${pathOf(is)}, was ${pathOf(was)}: accounts that are still there get no backups, and central refuses their copies; move them in AWS Organizations with the deployment, or use the former path`;
      return [warning("unit-path-changed", inOrganization("units", was.name, "path"), message)];
    }
    const renamed = is ? undefined : head.units.find(({ name, ouId }) => ouId === was.ouId && !baseNames.has(name));
    if (!renamed) return [];
    const message = `got unit ${renamed.name} for ${was.ouId}, was ${was.name}: its policies would be attached and detached in one deployment, in no order, and may end up detached; use ${was.name}`;
    return [error("unit-renamed", { ...inOrganization("units", renamed.name), key: true }, message)];
  });

  const withdrawn = base.pipeline.deployTo
    .filter((target) => !head.pipeline.deployTo.includes(target))
    // another root is said of the organization
    .filter((target) => target !== base.organization.rootId || head.organization.rootId === target)
    .map((target) =>
      warning(
        "roles-withdrawn",
        inOrganization("pipeline", "deployTo"),
        `got no ${target}, which was there: applying bootstrap takes the pipeline's roles and the custodian out of its accounts; use ${target} for as long as they have vaults`,
      ),
    );
  return [...units, ...withdrawn];
}

/** As config writes it: the OUs from below the root. */
const pathOf = ({ orgPath }: Unit) => orgPath.split("/").slice(2, -1).join("/");
