import { baseUnreadable } from "../changes/base-unreadable.ts";
import { changeRules } from "../changes/index.ts";
import { estateChapters } from "../checks/index.ts";
import { fileRules } from "../config/rules/index.ts";
import type { Assertion, ChangeRule, DayRule, EstateRule, FileRule } from "../diagnostics/rule.ts";
import type { DocumentRule } from "../lint/policy-rule.ts";
import { policyRules } from "../lint/rules/index.ts";
import { tableOld } from "./table-old.ts";

/** A rule as `docs/rules.md` shows it. */
export type RuleOfChapter = FileRule | EstateRule | ChangeRule | Assertion | DayRule | DocumentRule;

/** Of rules that only `lint-policy` has; those it shares stand where `check` has them. */
export const policyChapter = "Backup policies";

/** Every rule that a diagnostic of `check` or `lint-policy` can name, in the chapters of `docs/rules.md`. */
export const ruleChapters: Readonly<Record<string, readonly RuleOfChapter[]>> = {
  "Files and references": fileRules,
  ...estateChapters,
  [policyChapter]: policyRules.flatMap((rule) => (rule.kind === "policy" ? [rule] : [])),
  "What Lockstep knows of AWS": [tableOld],
  Changes: [baseUnreadable, ...changeRules],
};
