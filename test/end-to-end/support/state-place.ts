import { CreateOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import type { Estate } from "../../../src/model.ts";
import { githubOidcHost, stateBucket, stateKeyAlias } from "../../../src/names.ts";
import { deployedStacks } from "../../emulator/deploy/deployed-stacks.ts";
import { administratorOf } from "../../emulator/deploy/seed-organization.ts";
import { text } from "../../emulator/deploy/stack-resources.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { wireClients } from "../../emulator/testing/wire-clients.ts";

/**
 * What a cloud that was bootstrapped without Terraform lacks, as the `bootstrap` stack describes it: the bucket of the
 * state, and trust in GitHub.
 */
export async function makeStatePlace(standIn: StandIn, estate: Estate): Promise<void> {
  const { accountId, region } = estate.shared;
  const { iam, s3 } = wireClients(standIn.url, standIn.credentialsOf(administratorOf(accountId).arn), region);
  const Bucket = stateBucket(estate);
  const policy = deployedStacks(estate).bootstrap.find(({ type }) => type === "aws_s3_bucket_policy");
  const key = standIn.cloud.kms.all().find(({ aliases }) => aliases.includes(stateKeyAlias));
  if (!policy || !key) throw new Error("got no policy and key of the bucket in the bootstrap stack");

  await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: `https://${githubOidcHost}`, ClientIDList: ["sts.amazonaws.com"] }),
  );
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: region as "eu-west-2" },
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key.arn },
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: text(policy, "policy") }));
}
