import type { Principals } from "./access.ts";
import { allowEverything } from "./policy-document.ts";

/** The same principals, limited by no identity policy, no boundary and no policy of the organization: the resource decides. */
export const unlimited = (principals: Principals, name: string): Principals => ({
  policiesOf: () => ({ identity: [{ name, document: allowEverything }], boundary: null }),
  serviceControlPoliciesOf: () => [],
  resourceControlPoliciesOn: () => [],
  organizationContext: (side, accountId) => principals.organizationContext(side, accountId),
});
