import type { Iam, Role } from "../iam.ts";

const path = "/aws-service-role/backup.amazonaws.com/";

export const serviceLinkedRoleArn = (accountId: string): string =>
  `arn:aws:iam::${accountId}:role${path}AWSServiceRoleForBackup`;

/**
 * AWS creates it with the first backup in an account. Copies into an account that never backs up anything need it too,
 * and do not create it.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html
 *
 * @returns whether it was missing
 */
export function ensureServiceLinkedRole(iam: Iam, accountId: string): boolean {
  const arn = serviceLinkedRoleArn(accountId);
  if (iam.role(arn)) return false;
  iam.putRole(serviceLinkedRole(accountId));
  return true;
}

export const serviceLinkedRole = (accountId: string): Role => ({
  arn: serviceLinkedRoleArn(accountId),
  accountId,
  name: "AWSServiceRoleForBackup",
  path,
  trust: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
  inline: new Map(),
  attachedPolicyArns: ["arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup"],
  boundaryArn: null,
  tags: {},
});

/** Whether AWS Backup may act as a role. */
export function trustsBackup(role: Role): boolean {
  return role.trust.Statement.some(({ Effect, Action, Principal }) => {
    if (Effect !== "Allow" || Principal === undefined || Principal === "*") return false;
    return (
      listOf(Action ?? []).some((action) => ["sts:AssumeRole", "sts:*", "*"].includes(action)) &&
      listOf(Principal["Service"] ?? []).includes("backup.amazonaws.com")
    );
  });
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);
