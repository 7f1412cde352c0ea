import { policyAttachmentType } from "../resources/policies.ts";
import { blocksOf, type JsonObject, objectAt } from "../stack/json-object.ts";
import { holdsAccounts } from "../stack/pipeline-scope.ts";
import type { StackPlace } from "../stack/stack-place.ts";
import type { Closure } from "./closed-account.ts";

export interface RetireRequest {
  readonly stack: string;
  /** What the operator typed to confirm. */
  readonly confirm: string;
  readonly place: StackPlace;
}

/** What speaks against a request by itself, whatever was applied. */
export function requestProblems({ stack, confirm, place }: RetireRequest): readonly string[] {
  if (!holdsAccounts(place.scope)) {
    return [`${stack}: got a stack of ${place.scope}; use that of an application account: only these leave`];
  }
  return [
    ...(place.retired
      ? []
      : [
          `${stack}: got an account that is not retired; write state: retired in its file, and merge and deploy that first`,
        ]),
    ...(confirm === stack
      ? []
      : [`${stack}: got --confirm ${confirm}; use --confirm ${stack}: Terraform lets go of it for good`]),
  ];
}

/**
 * What was not yet applied of what must be before: an account is let go of in the reverse of the order in which it came,
 * policies first, so that no backup starts where nobody watches any more. That holds for a closed account too, which may be
 * reopened; its own stack is waited for by nobody, since nothing can be applied there.
 *
 * @param reasons why stacks are pending, by stack, as the ledger says
 * @param policies JSON of the backup policies of the account's class
 */
export function orderProblems(
  { stack, place }: Pick<RetireRequest, "stack" | "place">,
  reasons: Readonly<Record<string, string>>,
  policies: { readonly stack: string; readonly json: JsonObject },
  closure: Closure | null,
): readonly string[] {
  const reason = (name: string) => (Object.hasOwn(reasons, name) ? reasons[name] : undefined);
  const pending = closure === null ? reason(stack) : undefined;
  const policiesPending = reason(policies.stack);
  return [
    ...(policiesPending === undefined
      ? []
      : [`${policies.stack}: ${policiesPending}; deploy it first: a backup policy may still reach ${place.accountId}`]),
    ...attachmentsTo(place.accountId, policies.json).map(
      (address) =>
        `${policies.stack}: got ${address}, which attaches a backup policy to ${place.accountId}; use a config that attaches none, and deploy it first`,
    ),
    ...(pending === undefined
      ? []
      : [`${stack}: ${pending}; deploy it first: what stays in the account must be what was reviewed`]),
  ];
}

function attachmentsTo(accountId: string, json: JsonObject): readonly string[] {
  return Object.entries(objectAt(json, "resource", policyAttachmentType)).flatMap(([name, block]) =>
    blocksOf(block).some(({ target_id }) => target_id === accountId) ? [`${policyAttachmentType}.${name}`] : [],
  );
}
