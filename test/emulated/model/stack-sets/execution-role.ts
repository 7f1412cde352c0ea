/** Of the role with which CloudFormation deploys service-managed StackSets into an account; AWS ends it in 32 hex digits. */
export const executionRoleName = (accountId: string) => `stacksets-exec-${accountId.padStart(32, "0")}`;
