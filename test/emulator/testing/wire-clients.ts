import { BackupClient } from "@aws-sdk/client-backup";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { IssuedCredentials } from "../server/sessions.ts";

/** The real clients of the AWS SDK, for the one who has these credentials. */
export function wireClients(endpoint: string, credentials: IssuedCredentials, region = "eu-west-2") {
  const config = { endpoint, credentials, region, maxAttempts: 1 };
  return {
    backup: new BackupClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    organizations: new OrganizationsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sts: new STSClient(config),
  };
}
