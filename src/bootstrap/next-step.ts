import { withOthers } from "../words/others-text.ts";
import type { StateMark } from "./state-mark.ts";

/** What an earlier run, finished or interrupted, has left. */
export interface Left {
  /** In the working folder; `null`: none, or an empty one. */
  readonly local: StateMark | null;
  /** In the state bucket. */
  readonly remote: StateMark | "no bucket" | "no state";
  /** An apply of this working folder was begun and did not end well. */
  readonly isInterrupted: boolean;
}

export type NextStep =
  /** Apply with the state in the working folder, then move it into the bucket. */
  | { readonly step: "apply locally, then migrate" }
  /** The state has arrived in the bucket; what is left of it here goes. */
  | { readonly step: "drop the local state, then apply remotely" }
  | { readonly step: "apply remotely" }
  | { readonly step: "stop"; readonly why: string };

/** Where to go on, whatever moment an earlier run was interrupted at. */
export function nextStep({ local, remote, isInterrupted }: Left, names: { bucket: string; folder: string }): NextStep {
  if (typeof remote !== "string") {
    if (!local) return { step: "apply remotely" };
    const missing = local.filter((instance) => !remote.includes(instance));
    if (missing.length === 0) {
      return { step: "drop the local state, then apply remotely" };
    }
    return {
      step: "stop",
      why: `got ${withOthers(missing[0] ?? "", missing)} in the state in ${names.folder}, and not in that in ${names.bucket}; use \`terraform state list\` on both, keep the one that holds what exists and move the other away`,
    };
  }
  // whose apply was interrupted before it wrote any state has made the bucket all the same
  if (remote === "no state" && !local && !isInterrupted) {
    return {
      step: "stop",
      why: `got a bucket ${names.bucket} without a state, and no state in ${names.folder}; use the machine on which bootstrap was interrupted, or copy its ${names.folder} here`,
    };
  }
  return { step: "apply locally, then migrate" };
}
