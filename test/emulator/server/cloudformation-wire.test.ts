import { GetRoleCommand } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { app, management, root, smallCloud } from "../model/backup/small-cloud.ts";
import { stackSetsService } from "../model/stack-sets/stack-sets.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";

const template = {
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: "pipeline",
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${management}:root` }, Action: "sts:AssumeRole" },
          ],
        },
      },
    },
  },
};

describe.skipIf(await missingStandIn())("StackSets over the wire", () => {
  const standIn = useStandIn(async () => {
    const cloud = await smallCloud();
    cloud.organizations.trustService(stackSetsService);
    return cloud;
  });

  /** There is no client of CloudFormation among the dependencies. */
  async function ask(Action: string, input: Readonly<Record<string, string>>): Promise<string> {
    const { accessKeyId } = standIn().credentialsOf(root(management).arn);
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261101/eu-west-2/cloudformation/aws4_request, Signature=s`;
    const body = new URLSearchParams({ Action, Version: "2010-05-15", StackSetName: "roles", ...input });
    const answer = await fetch(standIn().url, { method: "POST", headers: { authorization }, body });
    return `${answer.status} ${await answer.text()}`;
  }

  test("a StackSet makes roles that IAM of each account knows", async () => {
    const created = await ask("CreateStackSet", {
      TemplateBody: JSON.stringify(template),
      PermissionModel: "SERVICE_MANAGED",
      "Capabilities.member.1": "CAPABILITY_NAMED_IAM",
      "AutoDeployment.Enabled": "true",
      "AutoDeployment.RetainStacksOnAccountRemoval": "true",
    });
    expect(created).toMatch(/^200 .*<StackSetId>roles:/);
    const deployed = await ask("CreateStackInstances", {
      "DeploymentTargets.OrganizationalUnitIds.member.1": "r-ab12",
      "Regions.member.1": "eu-west-2",
    });
    const OperationId = /<OperationId>(.*?)<\/OperationId>/.exec(deployed)?.[1] ?? "";

    expect(await ask("DescribeStackSetOperation", { OperationId })).toContain("<Status>SUCCEEDED</Status>");
    expect(await ask("ListStackInstances", {})).toContain(`<Account>${app}</Account>`);
    const { iam } = wireClients(standIn().url, standIn().credentialsOf(root(app).arn));
    await expect(iam.send(new GetRoleCommand({ RoleName: "pipeline" }))).resolves.toMatchObject({
      Role: { Arn: `arn:aws:iam::${app}:role/pipeline` },
    });
  });

  test("errors are those of the query protocol", async () => {
    expect(await ask("DescribeStackSet", { StackSetName: "none" })).toMatch(
      /^404 <ErrorResponse><Error><Type>Sender<\/Type><Code>StackSetNotFoundException<\/Code>/,
    );
    expect(await ask("CreateStack", {})).toContain("CreateStack is not part of the emulated CloudFormation");
  });
});
