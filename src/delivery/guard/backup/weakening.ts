import type { GuardRuleId } from "../../../guard-rules.ts";

/** One thing in which a backup policy protects less than it did. */
export interface Weakening {
  readonly rule: GuardRuleId;
  readonly message: string;
}
