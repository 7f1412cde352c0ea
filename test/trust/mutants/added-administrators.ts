import { stackSetsService } from "../../../src/preflight/organization-checks.ts";
import type { Addition } from "./mutant.ts";
import { addResource } from "./stack-json.ts";

/** Whoever administers these can make roles in every account, hand out permission sets, or see every backup. */
const services = ["backup.amazonaws.com", stackSetsService, "sso.amazonaws.com"];

/** An application account that becomes the organization's delegated administrator of a service. */
export const addedAdministrators = (account_id: string): readonly Addition[] =>
  services.map((service_principal) => ({
    how: "delegation",
    of: "a new delegated administrator",
    what: `${account_id} of ${service_principal}`,
    edit: addResource("aws_organizations_delegated_administrator", "added", () => ({ account_id, service_principal })),
  }));
