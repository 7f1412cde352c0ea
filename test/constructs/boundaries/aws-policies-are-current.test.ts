import { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingMoto } from "../../bootstrap/support/moto.ts";
import { type AwsManagedPolicy, storedPolicies } from "../../emulator/deploy/aws-managed-policies.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { type MotoServer, startMotoServer } from "../../emulator/server/moto-server.ts";
import { boundedRoles } from "./support/boundaries.ts";
import { deniedBy } from "./support/denied-by.ts";
import { together } from "./support/together.ts";

// moto comes with AWS's policies as they were on the day of its release: a newer moto brings newer ones
describe.skipIf(await missingMoto())("AWS's own policies, as moto has them", () => {
  let moto: MotoServer;
  let policies: readonly AwsManagedPolicy[];
  beforeAll(async () => {
    moto = await startMotoServer({ MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
    const iam = new IAMClient({
      endpoint: moto.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test-key-of-nobody", secretAccessKey: "test-secret-of-nobody" },
    });
    policies = await Promise.all(storedPolicies.map(({ arn }) => readPolicy(iam, arn)));
  });
  afterAll(() => moto?.stop());

  test.each(storedPolicies)("$arn is stored in its newest version", (stored) => {
    const newest = policies.find(({ arn }) => arn === stored.arn);
    // a moto from before the stored version knows less
    if (newest === undefined || newest.updated < stored.updated) return;

    expect({ version: newest.version, updated: newest.updated, document: newest.document }).toEqual({
      version: stored.version,
      updated: stored.updated,
      document: stored.document,
    });
  });

  test.each(boundedRoles)("$role is denied nothing of them", async ({ boundary, policies: names, leftOut }) => {
    const denied = await deniedBy(boundary, together(names, policies));

    expect(denied.filter((one) => !leftOut.some((meant) => meant.test(one)))).toEqual([]);
  });
});

async function readPolicy(iam: IAMClient, arn: string): Promise<AwsManagedPolicy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const version = Policy?.DefaultVersionId ?? "";
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version }));
  return {
    arn,
    version,
    updated: Policy?.UpdateDate?.toISOString().slice(0, 10) ?? "",
    source: "moto",
    document: JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? "")) as Document,
  };
}
