import type { Violation } from "../handoff/stack-summary.ts";
import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import { type GuardRule, guardedChange } from "./guarded-change.ts";
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
export function guardPlan(plan: PlanJson): readonly Violation[] {
  const unfinished: readonly Violation[] = plan.errored
    ? [cannot("plan", "the plan did not finish and cannot be judged; mend what it failed on")]
    : [];
  return [...unfinished, ...(plan.resource_changes ?? []).flatMap(guardChange)];
}

function guardChange(resource: ResourceChange): readonly Violation[] {
  if (resource.mode === "data") return [];
  return asJudged(resource).flatMap(guardOne);
}

/** What is taken over was never reviewed as it is: it is judged like something new, besides what changes in it. */
function asJudged(resource: ResourceChange): readonly ResourceChange[] {
  const { change } = resource;
  if (change.importing === undefined || change.actions.includes("delete")) return [resource];
  return [resource, { ...resource, change: { ...change, actions: ["create"], before: null } }];
}

function guardOne(resource: ResourceChange): readonly Violation[] {
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

const cannot = (address: string, message: string): Violation => ({
  rule: "unjudged",
  address,
  action: "unknown",
  message,
  allowance: null,
});
