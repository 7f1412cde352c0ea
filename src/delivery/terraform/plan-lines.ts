import type { StackPlan } from "./plan-stack.ts";

/** The line that tells that a stack is done: `central-prod  +12 ~0 -0`. The names of all stacks line the counts up. */
export function planLine(plan: StackPlan, names: readonly string[]): string {
  const width = Math.max(...names.map((name) => name.length));
  const outcome =
    plan.outcome === "planned" ? `+${plan.add} ~${plan.change} -${plan.remove}` : `failed at ${plan.step}`;
  return `${plan.stack.padEnd(width)}  ${outcome}`;
}

/** What a run ends with: every error in full, then how many stacks planned and which did not. */
export function planClosing(plans: readonly StackPlan[]): string {
  const failed = plans.filter((plan) => plan.outcome === "failed");
  const errors = failed.map(({ stack, step, output }) => `${stack}: terraform ${step}\n\n${output}\n`);
  const verdict =
    failed.length === 0
      ? `${plans.length} of ${plans.length} stacks planned`
      : `${failed.length} of ${plans.length} stacks failed: ${failed.map(({ stack }) => stack).join(", ")}`;
  return [...errors, verdict].join("\n");
}
