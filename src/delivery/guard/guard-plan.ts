import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import { type GuardRule, guardedChange, type PlanFinding, violation } from "./guarded-change.ts";
import { access } from "./rules/access.ts";
import { accountTemplate } from "./rules/account-template.ts";
import { backupPolicy } from "./rules/backup-policy.ts";
import { destroyed } from "./rules/destroyed.ts";
import { lock } from "./rules/lock.ts";
import { weakerSettings } from "./rules/settings.ts";

const rules: readonly GuardRule[] = [destroyed, lock, weakerSettings, access, accountTemplate, backupPolicy];

/**
 * What the plan of one stack would destroy or weaken. Runs where the plan was made: a plan may hold secrets, a violation
 * names none. Does not know of allowances: {@link decide} does.
 */
export function guardPlan(plan: PlanJson, stack: string): readonly Diagnostic<StackResource>[] {
  const unfinished: readonly PlanFinding[] = plan.errored
    ? [cannot("plan", "the plan did not finish and cannot be judged; mend what it failed on")]
    : [];
  return [...unfinished, ...(plan.resource_changes ?? []).flatMap(guardChange)].map((finding) => ({
    ...finding,
    place: { stack, ...finding.place },
  }));
}

function guardChange(resource: ResourceChange): readonly PlanFinding[] {
  if (resource.mode === "data") return [];
  return asJudged(resource).flatMap(guardOne);
}

/** What is taken over was never reviewed as it is: it is judged like something new, besides what changes in it. */
function asJudged(resource: ResourceChange): readonly ResourceChange[] {
  const { change } = resource;
  if (change.importing === undefined || change.actions.includes("delete")) return [resource];
  return [resource, { ...resource, change: { ...change, actions: ["create"], before: null } }];
}

function guardOne(resource: ResourceChange): readonly PlanFinding[] {
  const change = guardedChange(resource);
  if (change === null) return [];
  if (typeof change === "string") return [cannot(resource.address, `${change} and cannot be judged; plan again`)];
  try {
    return rules.flatMap((rule) => rule(change));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [cannot(resource.address, "got a value nested too deeply to be judged; use fewer levels")];
  }
}

const cannot = (address: string, message: string): PlanFinding => violation({ address }, "unjudged", message);
