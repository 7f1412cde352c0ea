import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import { instanceOf } from "./state-resources.ts";

/** What of a plan is anything but letting go of exactly these instances, one line each. */
export function forgetProblems(plan: PlanJson, instances: readonly string[]): readonly string[] {
  const changes = (plan.resource_changes ?? []).map((change) => ({ change, instance: instanceIn(change) }));
  const expected = new Set(instances);
  const forgotten = new Set(changes.filter(({ change }) => isForget(change)).map(({ instance }) => instance));

  return [
    ...(plan.errored ? ["the plan did not finish"] : []),
    ...changes.flatMap(({ change, instance }) => {
      if (!isForget(change))
        return [`${instance}: got ${change.change.actions.join(" and ")} where only forget may be`];
      return expected.has(instance) ? [] : [`${instance}: got forget of what the state did not hold`];
    }),
    ...instances
      .filter((instance) => !forgotten.has(instance))
      .map((instance) => `${instance}: would stay in the state`),
  ];
}

const isForget = ({ change }: ResourceChange) => change.actions.length === 1 && change.actions[0] === "forget";

/** The address of a plan holds the index already. */
const instanceIn = ({ address, deposed }: ResourceChange & { readonly deposed?: string }) =>
  instanceOf(address, undefined, deposed);
