import type { RuleView } from "../../../aws/policy/policy-view.ts";

/** AWS writes names of rules in lower case. */
export const sameRule = (one: RuleView, other: RuleView) => one.name.toLowerCase() === other.name.toLowerCase();
