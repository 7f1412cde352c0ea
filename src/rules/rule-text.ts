import type { RuleText as Text } from "../diagnostics/rule.ts";

/** A rule of a table, whose key is its id. */
export type RuleText = Omit<Text, "id">;
