import { changeRules } from "./change-rules.ts";
import { fileRules } from "./file-rules.ts";
import { lifecycleRules } from "./lifecycle-rules.ts";
import { organizationRules } from "./organization-rules.ts";
import { policyRules } from "./policy-rules.ts";
import { scheduleRules } from "./schedule-rules.ts";
import { typeRules } from "./type-rules.ts";

/** Every rule that a finding can name, in the chapters of `docs/rules.md`. */
export const ruleChapters = {
  "Files and references": fileRules,
  "Schedules, RPO": scheduleRules,
  "Retention, locks, lifecycle": lifecycleRules,
  "Resource types": typeRules,
  "The organization": organizationRules,
  "Backup policies": policyRules,
  Changes: changeRules,
} as const;

const rules = {
  ...fileRules,
  ...scheduleRules,
  ...lifecycleRules,
  ...typeRules,
  ...organizationRules,
  ...policyRules,
  ...changeRules,
};
type Rules = typeof rules;

export type RuleId = keyof Rules;
type WithSeverity<S> = { [Id in RuleId]: Rules[Id]["severity"] extends S ? Id : never }[RuleId];
export type ErrorId = WithSeverity<"error">;
export type WarningId = WithSeverity<"warning">;
