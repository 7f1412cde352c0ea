import { pipelineStackSet } from "../../../src/names.ts";
import { type Target, target } from "../organization/organization.ts";
import { shared } from "../organization/places.ts";

/**
 * The StackSet that gives every account the pipeline's roles, for somebody of an account that may run it: management, or
 * the delegated administrator, whose own policies AWS asks.
 */
export const stackSet = (accountId: string): Target =>
  target(
    `arn:aws:cloudformation:${shared.region}:${accountId}:stackset/${pipelineStackSet}:11111111-2222-3333-4444-555555555555`,
    accountId,
  );
