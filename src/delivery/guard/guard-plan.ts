import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { oneLine } from "../../words/one-line.ts";
import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import { movedTargets } from "./backup/moved-targets.ts";
import { judgeByGuard } from "./guard-rule.ts";
import { guardedChange } from "./guarded-change.ts";
import type { PlanComplaint, PlanRule } from "./plan-rule.ts";
import { planRules } from "./rules/index.ts";
import { targetsMoved } from "./rules/targets-moved.ts";
import { unjudged } from "./rules/unjudged.ts";

/**
 * What the plan of one stack would destroy or weaken. Runs where the plan was made: a plan may hold secrets, what is found
 * names none. Does not know of allowances: {@link decide} does.
 */
export function guardPlan(plan: PlanJson, stack: string): readonly Diagnostic<StackResource>[] {
  const unfinished = plan.errored
    ? [found(unjudged, "plan", { got: "the plan did not finish and cannot be judged", use: "mend what it failed on" })]
    : [];
  const moved = movedTargets(plan);
  const others = (plan.resource_changes ?? []).filter(({ address }) => !moved.addresses.has(address));
  const own = [...unfinished, ...[...others, ...moved.changes].flatMap(guardChange)].map((finding) => ({
    ...finding,
    place: { stack, ...finding.place },
  }));
  return [...own, ...judgeByGuard(targetsMoved, moved, stack)];
}

type Found = Diagnostic<Omit<StackResource, "stack">>;

function guardChange(resource: ResourceChange): readonly Found[] {
  return asJudged(resource).flatMap(guardOne);
}

/** What is taken over was never reviewed as it is: it is judged like something new, besides what changes in it. */
function asJudged(resource: ResourceChange): readonly ResourceChange[] {
  const { change } = resource;
  if (change.importing === undefined || change.actions.includes("delete")) return [resource];
  return [resource, { ...resource, change: { ...change, actions: ["create"], before: null } }];
}

function guardOne(resource: ResourceChange): readonly Found[] {
  const { address } = resource;
  const change = guardedChange(resource);
  if (change === null) return [];
  if (typeof change === "string") {
    return [found(unjudged, address, { got: `${change} and cannot be judged`, use: "plan again" })];
  }
  try {
    return planRules.flatMap((rule) => rule.check(change).map((complaint) => found(rule, address, complaint)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [found(unjudged, address, { got: "got a value nested too deeply to be judged", use: "use fewer levels" })];
  }
}

const found = (
  { id, severity }: Pick<PlanRule, "id" | "severity">,
  address: string,
  { path = [], got, why = "", use = "" }: PlanComplaint,
): Found => ({
  rule: id,
  severity,
  place: { address, path },
  got: oneLine(got),
  why: oneLine(why),
  use: oneLine(use),
});
