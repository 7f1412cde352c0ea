import { expect, test } from "vitest";
import { accountStates } from "../../../src/delivery/handoff/account-status.ts";
import { isNotReady, notReadyText } from "../../../src/delivery/run/not-ready.ts";

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

const retired = "write `state: retired` in its file, merge that, and run the workflow retire, which enters no account";
const reached =
  "the StackSet of `bootstrap` gives the role to accounts in pipeline.deployTo of organization.yaml: ask `aws cloudformation list-stack-instances --stack-set-name lockstep-pipeline-roles --stack-instance-account 555555555501 --call-as DELEGATED_ADMIN --region eu-west-2` in the shared account: without a line, the account is in none of these units; a line that is not CURRENT says why the StackSet has not finished there; CURRENT, somebody has removed or changed the role, which `lockstep preflight` looks at";

test("a text names the cause that AWS Organizations knows of, and where it was not asked all of them in order", () => {
  const texts = accountStates.map((state) => {
    const why = state === "UNKNOWN" ? "AccessDenied: no" : "";
    const text = notReadyText({ accountId: "555555555501", region: "eu-west-2", state, why });
    const cause =
      /^got no way into account 555555555501: lockstep-pipeline-plan cannot be assumed there; (.*); until then the stack stays pending$/;
    return [state, cause.exec(text)?.[1]];
  });

  expect(Object.fromEntries(texts)).toEqual({
    PENDING_ACTIVATION:
      "the account is not there yet, says AWS Organizations: its sign-up is not finished, which its owner has to do",
    ACTIVE: `the account is active, says AWS Organizations: ${reached}`,
    SUSPENDED: `the account is suspended, says AWS Organizations: AWS Support says its owner why; does it not come back, ${retired}`,
    PENDING_CLOSURE: `the account is being closed, says AWS Organizations: ${retired}; was that a mistake, AWS Support reopens it within 90 days`,
    CLOSED: `the account is closed, says AWS Organizations: ${retired}; was that a mistake, AWS Support reopens it within 90 days`,
    MISSING: `AWS Organizations lists no such account: check accountId in its file; does it not exist yet, create or invite it; has it left, or was it closed more than 90 days ago, ${retired}`,
    UNKNOWN: `AWS Organizations could not be asked why (AccessDenied: no). First ask \`aws organizations describe-account --account-id 555555555501 --query Account.State\` in the shared account: CLOSED, PENDING_CLOSURE or SUSPENDED, or AccountNotFoundException of one that was there: ${retired}; PENDING_ACTIVATION, or AccountNotFoundException of a new one: it is not there yet; ACTIVE: ${reached}`,
  });
});
