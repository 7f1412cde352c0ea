import { expect, test } from "vitest";
import { isNotReady } from "../../../src/delivery/run/not-ready.ts";

const said = (accountId: string, role: string, code = "AccessDenied") =>
  `Error: Cannot assume IAM Role

  with provider["registry.terraform.io/hashicorp/aws"].eu-west-2,

IAM Role (arn:aws:iam::${accountId}:role/${role})
cannot be assumed.

Error: operation error STS: AssumeRole, https response error StatusCode: 403,
RequestID: 1, api error ${code}: User:
arn:aws:sts::222222222222:assumed-role/lockstep-hub-plan/run is not authorized`;

test.each([
  ["the account's plan role", said("555555555501", "lockstep-pipeline-plan"), true],
  ["that of another account", said("555555555502", "lockstep-pipeline-plan"), false],
  ["another role", said("555555555501", "lockstep-pipeline-plan-2"), false],
  ["the apply role", said("555555555501", "lockstep-pipeline-apply"), false],
  ["the plan role, which is throttled", said("555555555501", "lockstep-pipeline-plan", "Throttling"), false],
  [
    "something within the account",
    "api error AccessDenied: User: arn:aws:sts::555555555501:assumed-role/lockstep-pipeline-plan/x is not authorized to perform: backup:DescribeBackupVault",
    false,
  ],
])("an account is not ready when what is denied is %s", (_, text, notReady) => {
  expect(isNotReady(text, "555555555501")).toBe(notReady);
});
