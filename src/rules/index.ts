import type { policyRules } from "./policy-rules.ts";
import type { SharedErrorId, SharedWarningId } from "./shared-ids.ts";

type Rules = typeof policyRules;

type WithSeverity<S> = { [Id in keyof Rules]: Rules[Id]["severity"] extends S ? Id : never }[keyof Rules];
export type ErrorId = WithSeverity<"error"> | SharedErrorId;
export type WarningId = WithSeverity<"warning"> | SharedWarningId;
export type RuleId = ErrorId | WarningId;
