import type { Unit } from "../model.ts";

/** The organization, the root and the OUs below it that a unit's path names. */
export function ouPath({ orgPath }: Pick<Unit, "orgPath">) {
  const [id, rootId, ...ous] = orgPath.split("/").filter((part) => part !== "");
  return { id, rootId, ous };
}

/**
 * How the ids of a root's OUs begin: each holds that of its root.
 * Source: docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 */
export const ouPrefix = (rootId: string) => `ou-${rootId.slice("r-".length)}-`;
export const isBelowRoot = (ouId: string, rootId: string) => ouId.startsWith(ouPrefix(rootId));
