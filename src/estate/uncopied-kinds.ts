import { copyObstacle } from "../aws/copy-limits.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { type ConfigKey, inPlan } from "../diagnostics/config-key.ts";
import type { Estate, Plan } from "../model.ts";
import { onceFor } from "../once-for.ts";
import { firstAndOthers } from "./first-and-others.ts";
import { kindNames } from "./kind-names.ts";
import { copies } from "./plan-copies.ts";
import { type Reach, reachesOf } from "./reach.ts";

/** Something reached that AWS does not copy on one path. */
export interface UncopiedKind {
  readonly kind: ResourceKind;
  readonly reach: Reach;
  readonly toRegion: string;
  readonly obstacle: string;
}

/** A plan, where it runs, and what of it AWS does not copy to central; none if the plan copies nothing. */
export interface UncopiedOfPlan {
  readonly plan: Plan;
  readonly reaches: readonly Reach[];
  readonly uncopied: readonly UncopiedKind[];
}

export const uncopiedKinds: (estate: Estate) => readonly UncopiedOfPlan[] = onceFor((estate) => {
  const all = reachesOf(estate);
  return estate.plans.map((plan) => {
    const reaches = all.filter((reach) => reach.plan === plan);
    return { plan, reaches, uncopied: copies(plan) ? reaches.flatMap((reach) => uncopiedIn(estate, reach)) : [] };
  });
});

function uncopiedIn(estate: Estate, reach: Reach): readonly UncopiedKind[] {
  return reach.kinds.flatMap((kind) =>
    estate.central[reach.class].regions.flatMap((toRegion) => {
      const obstacle = copyObstacle(kind, reach.region, toRegion);
      return obstacle === null ? [] : [{ kind, reach, toRegion, obstacle }];
    }),
  );
}

/** What is not copied and has no reason, type by type. */
export function uncopiedByType({ plan, uncopied }: UncopiedOfPlan) {
  const types = [...new Set(uncopied.map(({ kind }) => kind.type))].filter((type) => plan.uncopied[type] === undefined);
  return types.map((type) => ({ type, all: uncopied.filter(({ kind }) => kind.type === type) }));
}

/** The kinds with the first path on which AWS does not copy them, and what is in the way there. */
export function uncopiedWords(
  estate: Estate,
  uncopied: readonly UncopiedKind[],
): { readonly path: string; readonly obstacle: string } {
  const [first] = uncopied;
  if (!first) throw new Error("nothing is left uncopied");
  const { reach, toRegion, obstacle } = first;
  const names = kindNames([...new Set(uncopied.map(({ kind }) => kind))]).join(", ");
  const accounts = firstAndOthers(uncopied.flatMap((each) => each.reach.accounts));
  const central = `central ${reach.class} (${estate.central[reach.class].accountId}, ${toRegion})`;
  return {
    path: `${names} in ${reach.region} of ${accounts}, to be copied to ${central}`,
    obstacle: `AWS makes no copies of it ${obstacle}`,
  };
}

/** Where a plan says what it selects. */
export const typesPlace = ({ name, selection }: Plan): ConfigKey =>
  selection.types.length > 0 ? inPlan(name, "select", "types") : inPlan(name, "select");
