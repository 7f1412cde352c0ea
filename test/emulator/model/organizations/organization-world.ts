import type { Clock } from "../clock.ts";
import type { AccountChanges } from "./account-changes.ts";
import type { DelegationPolicy } from "./delegation-policy.ts";
import type { OrganizationAccess } from "./organization-access.ts";
import type { OrganizationPolicies } from "./organization-policies.ts";
import type { OrganizationTree } from "./organization-tree.ts";
import type { Places } from "./places.ts";
import type { ServiceDelegations } from "./service-delegations.ts";
import type { Tags } from "./tags.ts";

/** What the parts of AWS Organizations share. */
export interface OrganizationWorld {
  readonly clock: Clock;
  readonly tree: OrganizationTree;
  readonly policies: OrganizationPolicies;
  readonly services: ServiceDelegations;
  readonly delegation: DelegationPolicy;
  readonly tags: Tags;
  readonly changes: AccountChanges;
  readonly places: Places;
  readonly may: OrganizationAccess;
}
