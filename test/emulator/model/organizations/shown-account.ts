import type * as aws from "@aws-sdk/client-organizations";
import type { OrganizationAccount, OrganizationTree } from "./organization-tree.ts";

export const emailOf = (accountId: string) => `${accountId}@example.com`;

/** A member as AWS describes it. */
export function shownAccount(
  { id, name, joinedAt, suspendedAt }: OrganizationAccount,
  tree: OrganizationTree,
): aws.Account {
  return {
    Id: id,
    Arn: tree.arnOf(id),
    Email: emailOf(id),
    Name: name,
    // an account closed by its owner is SUSPENDED by the old field and CLOSED by the new one, which keeps SUSPENDED
    // for AWS's own measures: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
    Status: suspendedAt === null ? "ACTIVE" : "SUSPENDED",
    State: suspendedAt === null ? "ACTIVE" : "CLOSED",
    JoinedMethod: id === tree.managementAccountId ? "INVITED" : "CREATED",
    JoinedTimestamp: new Date(joinedAt),
  };
}
