import { copyObstacle, isTypeUncopied } from "../aws/copy-limits.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { copies } from "../estate/plan-copies.ts";
import { kindsOf, type Reach, reachesOf } from "../estate/reach.ts";
import { error, type Finding, inPlan, type Place, warning } from "../finding.ts";
import type { Estate, Plan } from "../model.ts";
import { firstAndOthers } from "../words/first-and-others.ts";

/** Something reached that AWS does not copy on one path. */
interface Uncopied {
  readonly kind: ResourceKind;
  readonly reach: Reach;
  readonly toRegion: string;
  readonly obstacle: string;
}

/** Whatever a plan that copies reaches can be copied to every central vault, or config says why that is accepted. */
export function typesCanBeCopied(estate: Estate): readonly Finding[] {
  const reaches = reachesOf(estate);
  return estate.plans.flatMap((plan) => {
    const own = reaches.filter((reach) => reach.plan === plan);
    const uncopied = copies(plan) ? own.flatMap((reach) => uncopiedIn(estate, reach)) : [];
    return [...gaps(estate, plan, uncopied), ...reasonsWithoutGap(plan, own, uncopied)];
  });
}

function uncopiedIn(estate: Estate, reach: Reach): readonly Uncopied[] {
  return reach.kinds.flatMap((kind) =>
    estate.central[reach.class].regions.flatMap((toRegion) => {
      const obstacle = copyObstacle(kind, reach.region, toRegion);
      return obstacle === null ? [] : [{ kind, reach, toRegion, obstacle }];
    }),
  );
}

function gaps(estate: Estate, plan: Plan, uncopied: readonly Uncopied[]): readonly Finding[] {
  const types = [...new Set(uncopied.map(({ kind }) => kind.type))].filter((type) => plan.uncopied[type] === undefined);
  return types.flatMap((type) => {
    const all = uncopied.filter(({ kind }) => kind.type === type);
    const whole = all.filter(({ reach, toRegion }) => isTypeUncopied(type, reach.region, toRegion));
    if (whole.length > 0) {
      const message = `got ${pathText(estate, whole)}, and each copy job would fail: use select.types or optIn without ${type}, or uncopied: { ${type}: <why local backups are enough> }`;
      return [error("types-not-copied", placeOf(plan), message)];
    }
    // a plan without types may reach the kind wherever the type is opted in: that says nothing of what is there
    if (plan.selection.types.length === 0) return [];
    const message = `got types whose pattern also selects ${pathText(estate, all)}: use optIn without ${type}, or uncopied: { ${type}: <why there is none, or local backups are enough> }`;
    return [warning("kind-not-copied", placeOf(plan), message)];
  });
}

/** The kinds with the first path on which AWS does not copy them. */
function pathText(estate: Estate, uncopied: readonly Uncopied[]): string {
  const [first] = uncopied;
  if (!first) throw new Error("nothing is left uncopied");
  const { reach, toRegion, obstacle } = first;
  const names = [...new Set(uncopied.map(({ kind }) => kind.name))].join(", ");
  const accounts = firstAndOthers(uncopied.flatMap((each) => each.reach.accounts));
  const central = `central ${reach.class} (${estate.central[reach.class].accountId}, ${toRegion})`;
  return `${names} in ${reach.region} of ${accounts}, to be copied to ${central}; AWS makes no copies of it ${obstacle}`;
}

const placeOf = ({ name, selection }: Plan): Place =>
  selection.types.length > 0 ? inPlan(name, "select", "types") : inPlan(name, "select");

function reasonsWithoutGap(plan: Plan, reaches: readonly Reach[], uncopied: readonly Uncopied[]): readonly Finding[] {
  // a plan that no active account has is warned of as a whole
  if (reaches.length === 0) return [];
  const reached = new Set<string>(kindsOf(reaches).map(({ type }) => type));
  const uncopiedTypes = new Set<string>(uncopied.map(({ kind }) => kind.type));
  return Object.keys(plan.uncopied)
    .filter((type) => !uncopiedTypes.has(type))
    .map((type) => {
      const why = !copies(plan)
        ? "but no rule of the plan copies"
        : reached.has(type)
          ? "all of which AWS copies"
          : "which the plan does not reach";
      return error(
        "uncopied-unneeded",
        { ...inPlan(plan.name, "uncopied", type), key: true },
        `got a reason for ${type}, ${why}; remove it`,
      );
    });
}
