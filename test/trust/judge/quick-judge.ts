import type { Judge, Question, Verdict } from "../../emulator/model/access.ts";
import { RequestKeys } from "./condition-keys.ts";
import { type Reasons, reads, readsResource } from "./policies.ts";
import { isBeyondBoundary, isGranted } from "./policy-evaluation.ts";
import { type Principal, principalOf } from "./principals.ts";
import { type Reach, reachOf } from "./reach.ts";

/** Decides as IAM does, at once. */
export type QuickJudge = (question: Question) => Verdict;

/**
 * Answers as `iamJudge` does, in microseconds. Each document is read once, by object, and must not change afterwards.
 *
 * @throws on all that it does not know, naming it: it guesses nothing
 */
export function quickJudge(): QuickJudge {
  const keys = new RequestKeys();
  return (question) => {
    const reach = reachOf(question.action, question.resourceArn);
    const principal = principalOf(question.principalArn);
    checkPolicies(question, principal);
    keys.next(question.context, reach.keys);
    return verdict(question, principal, reach, keys);
  };
}

/** For those that wait for an answer. */
export const promised =
  (judge: QuickJudge): Judge =>
  async (question) =>
    judge(question);

function checkPolicies({ boundary, identityPolicies }: Question, { arn, accountId }: Principal): void {
  if (accountId === "" && identityPolicies.length > 0) throw new Error(`got policies of ${arn}, which is not of IAM`);
  if (boundary && (accountId === "" || arn.endsWith(":root"))) throw new Error(`got a boundary of ${arn}`);
}

function verdict(question: Question, principal: Principal, reach: Reach, keys: RequestKeys): Verdict {
  const { boundary, identityPolicies, serviceControlPolicies, resourceControlPolicies, resourcePolicy } = question;
  const reasons: Reasons = { grants: [], denials: [] };

  const identityAllows = reads(identityPolicies, reach, keys, reasons, true);
  const boundaryAllows = boundary === null || reads([boundary], reach, keys, reasons, false);
  const closed: string[] = [];
  for (const { of, policies } of serviceControlPolicies) {
    if (!reads(policies, reach, keys, reasons, false)) closed.push(`no service control policy on ${of} allows it`);
  }
  for (const policy of resourceControlPolicies) readsResource(policy, principal, reach, keys, reasons);
  const named = resourcePolicy ? readsResource(resourcePolicy, principal, reach, keys, reasons) : "no";

  if (reasons.denials.length > 0) return { allowed: false, because: said(reasons.denials) };
  if (!isGranted(question, principal, reach, identityAllows, named)) return { allowed: false, because: said([]) };
  const isBounded = !boundaryAllows && !isBeyondBoundary(question, principal, named);
  if (!isBounded && closed.length === 0) return { allowed: true, because: said(reasons.grants) };
  const bounds = isBounded ? [`${boundary?.name} does not allow it`] : [];
  if (reach.keys) return { allowed: false, because: said([...bounds, ...closed]) };
  // as iamJudge says it: of a resource of no known kind it knows no other limit than the boundary
  return { allowed: false, because: said(closed.length === 0 ? bounds : []) };
}

function said(reasons: readonly string[]): string {
  const [first, second] = reasons;
  if (first === undefined) return "nothing allows it";
  return second === undefined ? first : [...new Set(reasons)].sort().join(", ");
}
