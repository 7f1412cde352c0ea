import type { StackSummary } from "../handoff/stack-summary.ts";

/**
 * Plans that the given accounts are newly put under, by the attachments among the changes: an account in a unit that is
 * under a plan already shows nothing here.
 */
export function plansOf(accountIds: readonly string[], summaries: readonly StackSummary[]): readonly string[] {
  const accounts = new Set(accountIds);
  const plans = summaries
    .flatMap(({ changes }) => changes)
    .flatMap(({ plan, actions, attributes }) => {
      const isTheirs =
        actions.includes("create") &&
        attributes.some(({ path, after }) => path.join() === "target_id" && after !== null && accounts.has(after));
      return isTheirs && plan !== undefined ? [plan] : [];
    });
  return [...new Set(plans)].sort();
}
