import type { Lifecycle, Rule } from "../model.ts";

/** One lifecycle of a rule, with the keys below `keep` that it is written at. */
export interface KeptLifecycle {
  readonly key: "local" | "central" | "further";
  readonly coldKey: "localColdAfter" | "centralColdAfter" | "furtherColdAfter";
  readonly isLocal: boolean;
  readonly lifecycle: Lifecycle;
}

/** Lifecycles of a rule, the local one first. Further Regions that keep what the home Region keeps are not repeated. */
export function lifecyclesOf({ local, copies }: Rule): readonly KeptLifecycle[] {
  const kept: KeptLifecycle[] = [{ key: "local", coldKey: "localColdAfter", isLocal: true, lifecycle: local }];
  if (copies.kind === "localOnly") return kept;
  const { home, further } = copies;
  kept.push({ key: "central", coldKey: "centralColdAfter", isLocal: false, lifecycle: home });
  if (further.deleteAfterDays !== home.deleteAfterDays || further.coldAfterDays !== home.coldAfterDays) {
    kept.push({ key: "further", coldKey: "furtherColdAfter", isLocal: false, lifecycle: further });
  }
  return kept;
}
