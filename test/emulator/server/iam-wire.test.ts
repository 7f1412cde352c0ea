import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { Cloud } from "../model/cloud.ts";
import { allowEverything } from "../model/policy-document.ts";
import { allowAll } from "../testing/judges.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";

const account = "111111111111";
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
const AssumeRolePolicyDocument = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "sts:AssumeRole" }],
});

function organization(): Cloud {
  return new Cloud({
    start: new Date("2026-11-01T00:00:00Z"),
    judge: allowAll,
    organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12", managementAccountId: account },
  });
}

describe.skipIf(await missingStandIn())("IAM over the wire", () => {
  const standIn = useStandIn(organization);
  const iam = () => wireClients(standIn().url, standIn().credentialsOf(`arn:aws:iam::${account}:root`)).iam;
  const create = async (RoleName: string, PermissionsBoundary?: string) =>
    iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary }));

  test("a role has no boundary and no managed policy that is not there", async () => {
    const missing = { name: "NoSuchEntityException" };
    await create("bare");

    await expect(create("bounded", policyArn("none"))).rejects.toMatchObject({
      ...missing,
      message: `Scope ARN: ${policyArn("none")} does not exist or is not attachable.`,
    });
    await expect(
      iam().send(new PutRolePermissionsBoundaryCommand({ RoleName: "bare", PermissionsBoundary: policyArn("none") })),
    ).rejects.toMatchObject(missing);
    await expect(
      iam().send(new AttachRolePolicyCommand({ RoleName: "bare", PolicyArn: policyArn("none") })),
    ).rejects.toMatchObject({
      ...missing,
      message: `Policy ${policyArn("none")} does not exist or is not attachable.`,
    });
  });

  test("a policy that is somebody's boundary is deleted once it no longer is", async () => {
    const PolicyDocument = JSON.stringify(allowEverything);
    await iam().send(new CreatePolicyCommand({ PolicyName: "ceiling", PolicyDocument }));
    await create("under-it", policyArn("ceiling"));
    const deleted = () => iam().send(new DeletePolicyCommand({ PolicyArn: policyArn("ceiling") }));

    await expect(deleted()).rejects.toMatchObject({ name: "DeleteConflictException" });
    await iam().send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "under-it" }));
    await deleted();

    await expect(create("too-late", policyArn("ceiling"))).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});
