import { CreateOrganizationCommand, CreatePolicyCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { describe, expect, test } from "vitest";
import { accountReader } from "../../../src/delivery/takeover/account-reader.ts";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { account } from "./support/account.ts";
import { keyDescription } from "./support/app-stack.ts";
import { startAws } from "./support/aws-stand-in.ts";

describe.skipIf(await missingPipelineTools())("with a stand-in for AWS", () => {
  useMoto();

  test("keys of a description are found in the account of the role, with tags, whether or not they have an alias", async () => {
    await startAws();
    const arn = await (await account("666666666703")).makeKey();
    await (await account("666666666704")).makeKey();
    const reader = accountReader("arn:aws:iam::666666666703:role/lockstep-pipeline-plan");

    expect(await reader.keys("eu-west-2", new Set([keyDescription]))).toMatchObject([
      { arn, description: keyDescription, isEnabled: true, hasAlias: false, tags: { "lockstep:stack": "app-a" } },
    ]);
    expect(await reader.keys("eu-west-2", new Set(["another"]))).toEqual([]);
    expect(await reader.keys("eu-west-1", new Set([keyDescription]))).toEqual([]);
  });

  test("policies of a type are found by their name, without those of AWS", async () => {
    await startAws();
    const organizations = new OrganizationsClient({ region: "us-east-1" });
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    const { Policy } = await organizations.send(
      new CreatePolicyCommand({
        Name: "lockstep-guardrails",
        Type: "SERVICE_CONTROL_POLICY",
        Content: "{}",
        Description: "",
      }),
    );

    expect(await accountReader(null).policies("SERVICE_CONTROL_POLICY", "eu-west-2")).toEqual(
      new Map([["lockstep-guardrails", Policy?.PolicySummary?.Id]]),
    );
  });
});

test("where AWS does not answer, nothing is taken for absent, and people hear what to do", async () => {
  await answerInPlaceOfAws((_, answer) => {
    answer.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    answer.end(JSON.stringify({ __type: "AccessDeniedException", message: "not authorized to perform: kms:ListKeys" }));
  });

  await expect(accountReader(null).keys("eu-west-2", new Set())).rejects.toThrow(
    "could not look for what an interrupted apply has made (keys in eu-west-2): got AccessDeniedException: not authorized to perform: kms:ListKeys; nothing is planned, or it would be made twice: if it is denied, apply `bootstrap` again, which gives the role that plans this right",
  );
});
