import type { Organizations } from "../organizations/organizations.ts";

/** What AWS Backup knows of the organization. */
export type OrganizationFacts = Pick<
  Organizations,
  | "managementAccountId"
  | "accountIds"
  | "isMember"
  | "organizationIdOf"
  | "pathOf"
  | "stateOf"
  | "effectiveBackupPolicy"
  | "trustsService"
  | "isDelegatedAdministrator"
  | "nextClosureAt"
  | "closeDue"
>;
