import type { StackSummary } from "../handoff/stack-summary.ts";
import { policyAttachmentType } from "../resources/policies.ts";

/**
 * Plans that the given accounts are newly put under, by the attachments among the changes: an account in a unit that is
 * under a plan already shows nothing here.
 */
export function plansOf(accountIds: readonly string[], summaries: readonly StackSummary[]): readonly string[] {
  const accounts = new Set(accountIds);
  const attachments = summaries
    .flatMap(({ changes }) => changes)
    .filter(
      ({ type, actions, attributes }) =>
        type === policyAttachmentType &&
        actions.includes("create") &&
        attributes.some(({ path, after }) => path === "target_id" && after !== null && accounts.has(after)),
    );
  // the names of policies are those of plans, which hold no underscore, and of Regions
  const plans = attachments.map(({ address }) => address.slice(address.indexOf(".") + 1).split("_")[0] ?? "");
  return [...new Set(plans)].filter((plan) => plan !== "").sort();
}
