import { byText } from "../../by-text.ts";
import { type Scope, unreviewedScopes } from "../../names.ts";
import type { Decision } from "../guard/decide.ts";
import { fleet } from "../guard/rules/fleet-deletes.ts";
import type { Agreement } from "../handoff/agreement.ts";
import type { HoldReason } from "../handoff/held-stacks.ts";
import { type Reviewed, shownBy } from "../handoff/reviewed.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { holdsAccounts, pipelineScope, scopesBefore } from "../stack/pipeline-scope.ts";
import { sha256 } from "../stack/sha256.ts";
import { changedOf } from "./reviewed.ts";

export interface HeldBack {
  /** By stack, sorted. */
  readonly held: ReadonlyMap<string, HoldReason>;
  /**
   * Names what nobody was shown before; where that is nothing, all that these plans would change. What was reviewed is
   * applied by this run, and would be missing from the run that somebody accepts it in.
   */
  readonly reportId: string;
  /** Whether somebody accepted this report, another one, or none. */
  readonly accepted: "this" | "another" | "none";
  /** Why nobody but their authors has agreed to stacks that are held for that. */
  readonly whyAlone: readonly string[];
}

/** Sha-256 over changed stacks and what changes in them, in whatever order they come. */
export function reportIdOf(summaries: readonly StackSummary[]): string {
  const lines = changedOf(summaries).map(({ stack, digest }) => `${stack} ${digest}\n`);
  return sha256(lines.sort().join(""));
}

/**
 * Which changed stacks are not applied: those that a guard stops, those that come to something that no merged pull request
 * has shown, and those to which nobody but their author has agreed.
 *
 * @param agreement who has to agree besides
 * @param accept id of a report that somebody read and accepted
 * @param leaving stacks of retired accounts, from which policies are only detached
 */
export function holdBack(
  summaries: readonly StackSummary[],
  decision: Pick<Decision, "standing" | "notJudged">,
  reviewed: Reviewed,
  agreement: Agreement,
  accept: string | undefined,
  leaving: ReadonlySet<string> = new Set(),
): HeldBack {
  const stopped = new Set(decision.standing.map(({ place }) => place.stack));
  const isShown = shownBy(reviewed);
  const shownStacks = new Set(reviewed.digests.map(({ stack }) => stack));
  // what was shown was held against the fleet's limit by itself
  const isStopped = (summary: StackSummary) =>
    stopped.has(summary.stack) || (stopped.has(fleet.stack) && losesSomething(summary) && !isShown(summary));

  const isAlone = (summary: StackSummary) => isShown(summary) && needsAnother(summary, agreement);
  const unread = changedOf(summaries).filter(
    (summary) => !isStopped(summary) && (!isShown(summary) || isAlone(summary)),
  );
  const reportId = reportIdOf(unread.length > 0 ? unread : summaries);
  const accepted = accept === undefined ? "none" : accept === reportId ? "this" : "another";
  const reasonOf = (summary: StackSummary): HoldReason | undefined => {
    if (isStopped(summary)) return "guard";
    if (isShown(summary) && !isAlone(summary)) return undefined;
    if (accepted === "this") return isByAnother(summary, agreement) ? undefined : "alone";
    if (isAlone(summary)) return "alone";
    return shownStacks.has(summary.stack) ? "differs" : "not-reviewed";
  };
  const held = new Map(
    changedOf(summaries).flatMap((summary) => {
      const reason = reasonOf(summary);
      return reason ? [[summary.stack, reason] as const] : [];
    }),
  );
  for (const { stack } of waitingPolicies(summaries, decision.notJudged, held, leaving)) {
    if (!held.has(stack)) held.set(stack, "waits");
  }
  const alone = summaries.filter(({ stack }) => held.get(stack) === "alone");
  return {
    held: new Map([...held].sort(byText(([stack]) => stack))),
    ...{ reportId, accepted },
    whyAlone: [...new Set(alone.map((summary) => whyAlone(summary, agreement)))].sort(),
  };
}

/** Scopes that show what prod will get, and so are deployed before anybody is asked. */
const isFirst = (scope: Scope) => unreviewedScopes.includes(scope);

/** Whether nobody but its author had to agree to a change that was shown. */
const needsAnother = ({ scope }: StackSummary, { environments, branch, alone }: Agreement) =>
  !isFirst(scope) && alone === "" && !branch && !environments.includes(scope);

/** Whether it is somebody else who agrees, where somebody accepts: who accepts, or who approves the environment. */
const isByAnother = ({ stack, scope }: StackSummary, { environments, reasons, alone }: Agreement) =>
  alone !== "" || environments.includes(scope) || !Object.hasOwn(reasons, stack);

const whyAlone = ({ stack, scope }: StackSummary, { reasons }: Agreement) =>
  reasons[stack] ?? `neither environment ${scope} nor a ruleset asks somebody else`;

/**
 * A policy that reaches an account before its vault, key and role fails there every night, without a word at
 * deployment: policies wait for every stack of their class, and for what both classes share. Accepting does not help. An
 * account that is leaving, which nobody may be able to enter any more, keeps nobody waiting.
 */
function waitingPolicies(
  summaries: readonly StackSummary[],
  notJudged: readonly string[],
  held: ReadonlyMap<string, HoldReason>,
  leaving: ReadonlySet<string>,
): readonly StackSummary[] {
  const scopes = new Map(summaries.map(({ stack, scope }) => [stack, scope]));
  const notReady = summaries.filter(({ outcome }) => outcome === "not-ready").map(({ stack }) => stack);
  const left = [...held.keys(), ...notJudged, ...notReady]
    .filter((stack) => !leaving.has(stack))
    .map((stack) => scopes.get(stack));
  return changedOf(summaries).filter(({ scope }) => {
    if (pipelineScope(scope)?.holds !== "policies") return false;
    const needs = scopesBefore(scope);
    // of a stack that left no summary it is not known whose it is
    return left.some((one) => one === undefined || needs.includes(one));
  });
}

const losesSomething = ({ scope, changes }: StackSummary) =>
  holdsAccounts(scope) && changes.some(({ actions }) => actions.includes("delete") || actions.includes("forget"));
