/** Somebody by whom GitHub lets a change be approved: `@user`, or `@organization/team`. */
export type Owner = string;

/** Who has to agree. */
export interface Owners {
  /** To whatever is applied, and to every change of the repository that has no others. */
  readonly all: readonly Owner[];
  /** To changes of the pipeline, of what stacks hold, and of what weakens a protection. */
  readonly pipeline: readonly Owner[];
}

// docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments: six reviewers at most
const mostOwners = 6;

/** What stands in calls for somebody who is not named yet. */
export const standInOwner = (repository: string): Owner => `@${repository.split("/")[0]}/backup-approvers`;

/**
 * @param list as people write it, separated by commas
 * @param option that it was given to
 * @throws when one is neither a user nor a team of the repository's owner, or there are too many
 */
export function ownersFrom(list: string, repository: string, option: string): readonly Owner[] {
  const [organization = ""] = repository.split("/");
  const owners = [...new Set(list.split(",").map((part) => part.trim()))].filter((part) => part !== "");
  const use = `@${organization}/team or @user, separated by commas`;
  if (owners.length === 0) throw new Error(`${option}: got nobody; use ${use}`);
  if (owners.length > mostOwners)
    throw new Error(`${option}: got ${owners.length}; use at most ${mostOwners}, or a team`);
  for (const owner of owners) {
    const [, name, team] = /^@([\w-]+)(?:\/([\w.-]+))?$/.exec(owner) ?? [];
    if (name === undefined || (team !== undefined && name.toLowerCase() !== organization.toLowerCase()))
      throw new Error(`${option}: got ${JSON.stringify(owner)}; use ${use}`);
  }
  return owners;
}
