import { boundaryOf, formerBoundary, prefix } from "../../../src/names.ts";
import type { World } from "./world.ts";

const boundary = new RegExp(`^${boundaryOf(`${prefix}-(.+)`)}$`);

/** The one role that a boundary is made for; `null`: it is no boundary, or made for no role of its own. */
export function roleBoundBy(policyName: string): string | null {
  const [, role] = boundary.exec(policyName) ?? [];
  return role === undefined ? null : `${prefix}-${role}`;
}

const boundariesOf = new WeakMap<World, Map<string, readonly string[]>>();

/** ARNs of every boundary of Lockstep's that an account has. */
export function boundariesIn(world: World, accountId: string): readonly string[] {
  const known = boundariesOf.get(world) ?? new Map<string, readonly string[]>();
  boundariesOf.set(world, known);
  const found =
    known.get(accountId) ??
    world.things
      .filter((one) => one.sort === "managed policy" && one.accountId === accountId)
      .map(({ arn }) => arn)
      .filter((arn) => arn.endsWith(`/${formerBoundary}`) || roleBoundBy(lastOf(arn)) !== null);
  known.set(accountId, found);
  return found;
}

const lastOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);
