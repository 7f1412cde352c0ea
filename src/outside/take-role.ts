import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { type AwsClientConfig, awsClient } from "./aws-client.ts";
import type { Patience } from "./patience.ts";

/** Credentials of a role, taken with those of the environment. @throws as the client does */
export async function takeRole(
  roleArn: string,
  region: string,
  patience: Patience,
): Promise<NonNullable<AwsClientConfig["credentials"]>> {
  const sts = awsClient(STSClient, { region }, patience);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "lockstep-plan" }));
  if (!Credentials) throw new Error(`got no credentials of ${roleArn}`);
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
