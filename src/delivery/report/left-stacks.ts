import { byText } from "../../by-text.ts";
import type { HeldStacks } from "../handoff/held-stacks.ts";
import type { ApplyOutcome, StackResult } from "../handoff/stack-result.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { heldWords } from "./held-words.ts";

/** How the jobs of a wave came out, as GitHub says it. */
export type WaveResult = "success" | "failure" | "cancelled" | "skipped";

/** What merged changes of these stacks came to. */
export interface ResultsInput {
  /** Stacks that were to be applied, each with its wave. */
  readonly expected: ReadonlyMap<string, number>;
  /** What was planned of them. */
  readonly plans: readonly Pick<StackSummary, "stack" | "outcome" | "error">[];
  /** What the report held back; `null`: there is no report. */
  readonly heldBack: HeldStacks | null;
  /** From the first wave on; empty: they are still to come. */
  readonly waves: readonly WaveResult[];
  /** Whether nothing is applied until somebody accepts the report, as `LOCKSTEP_DEPLOY` says. */
  readonly onDispatch: boolean;
  readonly results: readonly StackResult[];
}

/**
 * Where a stack stands that is not applied. `plan-failed`: it could not be planned; `not-planned`: its plan job did not
 * finish; `report-failed`: nobody could be told what it comes to; `waiting`: somebody has to approve; `to-accept`: somebody has to accept the
 * report; `not-begun`: the job that was to apply it never got to; `no-result`: that job said nothing of it.
 */
export type LeftState =
  | Exclude<ApplyOutcome, DoneOutcome>
  | "plan-failed"
  | "not-planned"
  | "report-failed"
  | "waiting"
  | "to-accept"
  | "not-begun"
  | "no-result";

/** `superseded`: another run has done it. */
type DoneOutcome = (typeof done)[number];
const done = ["applied", "unchanged", "superseded"] as const;
const isDone = (outcome: ApplyOutcome): outcome is DoneOutcome => (done as readonly ApplyOutcome[]).includes(outcome);

export interface LeftStack {
  readonly stack: string;
  readonly state: LeftState;
  /** Why; empty where the state says it all. */
  readonly message: string;
}

/** Stacks that are not applied, sorted, and why. */
export function leftStacks(input: ResultsInput): readonly LeftStack[] {
  const results = new Map(input.results.map((result) => [result.stack, result]));
  const stacks = [...new Set([...input.expected.keys(), ...results.keys()])];
  return stacks.flatMap((stack) => leftStack(stack, input, results.get(stack))).sort(byText(({ stack }) => stack));
}

function leftStack(stack: string, input: ResultsInput, result: StackResult | undefined): readonly LeftStack[] {
  const left = (state: LeftState, message = ""): readonly LeftStack[] => [{ stack, state, message }];
  const outcome = result?.outcome;
  if (outcome && isDone(outcome)) return [];
  const plan = input.plans.find((one) => one.stack === stack);
  if (plan?.outcome === "failed") return left("plan-failed", plan.error);
  if (plan?.outcome === "not-ready") return left("not-ready", plan.error);
  const reason = input.heldBack?.reasons[stack];
  if (reason !== undefined && input.heldBack && (!result || result.outcome === "held")) {
    return left("held", heldWords(reason, input.heldBack.reportId));
  }
  if (result && outcome) return left(outcome, result.message);
  if (!plan) return left("not-planned");
  if (input.heldBack === null) return left("report-failed");
  return [{ stack, ...unspoken(input.expected.get(stack) ?? 0, input, input.heldBack.reportId) }];
}

/** Of a stack that was to be applied and of which no job has said anything. */
function unspoken(
  wave: number,
  { waves, onDispatch }: Pick<ResultsInput, "waves" | "onDispatch">,
  reportId: string,
): Omit<LeftStack, "stack"> {
  const toAccept = { state: "to-accept", message: `run deploy with accept=${reportId}` } as const;
  if (waves.length === 0) return onDispatch ? toAccept : { state: "waiting", message: "" };
  const ended = ["failure", "cancelled"];
  const before = waves.slice(0, wave - 1).findIndex((result) => ended.includes(result));
  if (before >= 0)
    return { state: "not-tried", message: `wave ${before + 1} did not end well, and this one stands on it` };
  const own = waves[wave - 1];
  if (own === "skipped" && onDispatch) return toAccept;
  return { state: own === "success" ? "no-result" : "not-begun", message: "" };
}
