import type { GuardRuleId } from "./guard-rule-id.ts";

/** What breaks a rule and what does not, as changes of the example organization in `config/`. A test judges both. */
export interface Example {
  /** The file that the diagnostic points at, where it is not the first of `bad`. */
  readonly at?: string;
  /** For rules about changes: what the config was before, where it was not the example organization. */
  readonly before?: Overlay;
  /** The same for the good one, where it is another. */
  readonly beforeGood?: Overlay;
  /** For rules that the guard raises: all that it finds in the plans. */
  readonly found?: { readonly rule: GuardRuleId; readonly stack: string; readonly address: string };
  readonly bad: Overlay;
  readonly good: Overlay;
}

/**
 * By path below `config/`: YAML that is laid over the file. Mappings are merged, everything else is replaced, and `null`
 * takes a key out. A file that is not there is written as it is.
 */
export type Overlay = Readonly<Record<string, string | Whole | null>>;

/** A file's whole text, in place of what the example has. */
export interface Whole {
  readonly whole: string;
}
