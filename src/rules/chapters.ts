import { baseUnreadable } from "../changes/base-unreadable.ts";
import { changeRules } from "../changes/index.ts";
import { estateChapters } from "../checks/index.ts";
import { fileRules } from "../config/rules/index.ts";
import type { Assertion, ChangeRule, EstateRule, FileRule, RuleText } from "../diagnostics/rule.ts";
import { policyRules } from "./policy-rules.ts";

/** A rule as `docs/rules.md` shows it; those of `lint-policy` alone have no example yet. */
export type RuleOfChapter = RuleText | FileRule | EstateRule | ChangeRule | Assertion;

type Texts = Readonly<Record<string, Omit<RuleText, "id">>>;
const listed = (texts: Texts): readonly RuleText[] => Object.entries(texts).map(([id, text]) => ({ id, ...text }));

/** Every rule that a diagnostic of `check` or `lint-policy` can name, in the chapters of `docs/rules.md`. */
export const ruleChapters: Readonly<Record<string, readonly RuleOfChapter[]>> = {
  "Files and references": fileRules,
  ...estateChapters,
  "Backup policies": listed(policyRules),
  Changes: [baseUnreadable, ...changeRules],
};
