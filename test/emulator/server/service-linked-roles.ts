import { AwsError } from "../model/aws-error.ts";
import { ensureServiceLinkedRole, serviceLinkedRole } from "../model/backup/service-linked-role.ts";
import type { Cloud } from "../model/cloud.ts";
import { queryAnswer, type WireAnswer } from "./wire-answer.ts";

/**
 * Makes the role of AWS Backup, which moto would call `AWSServiceRoleForbackup`, leave without its policy, and refuse in
 * other words. From the model it comes to moto like any other role.
 *
 * @returns `null` for the role of another service
 * @throws AwsError when there is one
 */
export function createServiceLinkedRole({ iam, clock }: Cloud, accountId: string, service: string): WireAnswer | null {
  if (service !== "backup.amazonaws.com") return null;
  const { arn, name, path, trust } = serviceLinkedRole(accountId);
  if (!ensureServiceLinkedRole(iam, accountId)) {
    const message = `Service role name ${name} has been taken in this account, please try a different suffix.`;
    throw new AwsError("InvalidInput", message);
  }
  return queryAnswer("https://iam.amazonaws.com/doc/2010-05-08/", "CreateServiceLinkedRole", {
    Role: {
      Path: path,
      RoleName: name,
      RoleId: "AROAEMULATEDBACKUP00",
      Arn: arn,
      CreateDate: clock.date(),
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    },
  });
}
