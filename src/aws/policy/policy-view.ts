import type { Origin } from "./effective-policy.ts";
import type { Setting, TextList, Unreadable } from "./setting.ts";

/** What a backup policy says, operators resolved, each part with its place. Nothing in it is judged. */
export interface PolicyView {
  /** In the policy's order. */
  readonly plans: readonly PlanView[];
  /** Everything that is said and cannot be read, wherever it stands: who must not take it for missing looks here. */
  readonly unreadable: readonly Unreadable[];
}

/** A plan as AWS runs it once all policies are merged. */
export interface PlanView {
  readonly name: string;
  readonly at: Origin;
  readonly regions: TextList | null;
  readonly rules: readonly RuleView[];
  /** Those by tag first. */
  readonly selections: readonly SelectionView[];
  readonly selectionsAt: Origin | null;
  readonly tagSelectionsAt: Origin | null;
  readonly resourceSelectionsAt: Origin | null;
  readonly tags: readonly TagView[];
  /** `enabled` or `disabled`; not said: disabled. */
  readonly windowsVss: Setting<string>;
  readonly scanSettings: ScanSettingsView | null;
}

export interface RuleView {
  /** As written; AWS runs it by that name in lower case. */
  readonly name: string;
  readonly at: Origin;
  /** A cron expression, in UTC. */
  readonly schedule: Setting<string>;
  readonly vault: Setting<string>;
  readonly airGappedVault: Setting<string>;
  /** Not said: 480. */
  readonly startWithinMinutes: Setting<number>;
  /** Counted from the scheduled time. Not said: 10,080, which are seven days. */
  readonly completeWithinMinutes: Setting<number>;
  readonly continuous: Setting<boolean>;
  readonly lifecycle: LifecycleView;
  readonly copies: readonly CopyView[];
  readonly recoveryPointTags: readonly TagView[];
  /** Where the rule asks for scans for malware. */
  readonly scansAt: Origin | null;
}

export interface LifecycleView {
  /** `null`: there is none. */
  readonly at: Origin | null;
  /** Not said: for ever. */
  readonly deleteAfterDays: Setting<number>;
  /** Not said: never. */
  readonly coldAfterDays: Setting<number>;
  /** Whether EBS snapshots are archived too. */
  readonly archive: Setting<boolean>;
}

export interface CopyView {
  /** Its key, which ought to be the target's ARN. */
  readonly key: string;
  readonly at: Origin;
  readonly target: Setting<string>;
  readonly lifecycle: LifecycleView;
}

export interface SelectionView {
  readonly kind: "tags" | "resources";
  /** As written. */
  readonly name: string;
  readonly at: Origin;
  readonly role: Setting<string>;
  readonly tagKey: Setting<string>;
  readonly tagValues: TextList | null;
  readonly types: TextList | null;
  readonly notTypes: TextList | null;
  readonly conditions: readonly ConditionView[];
}

export interface ConditionView {
  /** AWS's name for the comparison, such as `string_equals`. */
  readonly operator: string;
  readonly at: Origin;
  readonly key: Setting<string>;
  readonly value: Setting<string>;
}

export interface TagView {
  readonly at: Origin;
  readonly key: Setting<string>;
  readonly value: Setting<string>;
}

export interface ScanSettingsView {
  readonly at: Origin;
  readonly scanners: readonly ScannerView[];
}

export interface ScannerView {
  readonly at: Origin;
  readonly types: TextList | null;
  readonly role: Setting<string>;
}
