import type { Estate } from "../model.ts";
import { accountChecks } from "./account-checks.ts";
import type { Check } from "./check.ts";
import type { Facts } from "./facts.ts";
import { organizationChecks } from "./organization-checks.ts";

/** Holds what AWS says against what Lockstep needs. */
export const judgeFacts = (estate: Estate, facts: Facts): readonly Check[] => [
  ...organizationChecks(estate, facts),
  ...accountChecks(estate, facts),
];
