import { byText } from "../../by-text.ts";
import type { Decision } from "../guard/decide.ts";
import { fleet } from "../guard/rules/fleet-deletes.ts";
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
}

/** Sha-256 over changed stacks and what changes in them, in whatever order they come. */
export function reportIdOf(summaries: readonly StackSummary[]): string {
  const lines = changedOf(summaries).map(({ stack, digest }) => `${stack} ${digest}\n`);
  return sha256(lines.sort().join(""));
}

/**
 * Which changed stacks are not applied: those that a guard stops, and those that come to something that the merged pull
 * request did not show.
 *
 * @param accept id of a report that somebody read and accepted
 * @param leaving stacks of retired accounts, from which policies are only detached
 */
export function holdBack(
  summaries: readonly StackSummary[],
  decision: Pick<Decision, "standing" | "notJudged">,
  reviewed: Reviewed,
  accept: string | undefined,
  leaving: ReadonlySet<string> = new Set(),
): HeldBack {
  const stopped = new Set(decision.standing.map(({ place }) => place.stack));
  const isShown = shownBy(reviewed);
  const shownStacks = new Set(reviewed.digests.map(({ stack }) => stack));
  // what was shown was held against the fleet's limit by itself
  const isStopped = (summary: StackSummary) =>
    stopped.has(summary.stack) || (stopped.has(fleet.stack) && losesSomething(summary) && !isShown(summary));

  const unread = changedOf(summaries).filter((summary) => !isStopped(summary) && !isShown(summary));
  const reportId = reportIdOf(unread.length > 0 ? unread : summaries);
  const accepted = accept === undefined ? "none" : accept === reportId ? "this" : "another";
  const reasonOf = (summary: StackSummary): HoldReason | undefined => {
    if (isStopped(summary)) return "guard";
    if (accepted === "this" || isShown(summary)) return undefined;
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
  return { held: new Map([...held].sort(byText(([stack]) => stack))), reportId, accepted };
}

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
