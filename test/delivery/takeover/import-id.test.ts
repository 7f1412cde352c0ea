import { expect, test } from "vitest";
import { importId } from "../../../src/delivery/takeover/import-id.ts";

const place = { partition: "aws-us-gov", accountId: "222222222222", region: "us-gov-west-1" };

// the ids are those of each resource's page in the registry, under "Import"; bootstrap's own are tested there
test.each([
  ["aws_backup_vault", { name: "lockstep-local" }, "lockstep-local"],
  ["aws_cloudwatch_event_bus", { name: "lockstep-alerts" }, "lockstep-alerts"],
  ["aws_sns_topic", { name: "lockstep-alerts" }, "arn:aws-us-gov:sns:us-gov-west-1:222222222222:lockstep-alerts"],
  [
    "aws_iam_service_linked_role",
    { aws_service_name: "backup.amazonaws.com" },
    "arn:aws-us-gov:iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
  ],
  [
    "aws_organizations_policy_attachment",
    { policy_id: "p-1234567890", target_id: "ou-ab12-11111111" },
    "ou-ab12-11111111:p-1234567890",
  ],
  [
    "aws_organizations_delegated_administrator",
    { account_id: "222222222222", service_principal: "backup.amazonaws.com" },
    "222222222222/backup.amazonaws.com",
  ],
])("%s is found by its name", (type, after, id) => {
  expect(importId(type, after, place)).toBe(id);
});

test.each([
  ["a name that is not known yet", "aws_iam_role", {}],
  ["an attachment of a policy that is not made yet", "aws_organizations_policy_attachment", { target_id: "r-ab12" }],
  ["another service's role", "aws_iam_service_linked_role", { aws_service_name: "events.amazonaws.com" }],
  ["what AWS puts again without harm", "aws_iam_role_policy", { name: "permissions", role: "lockstep-auditor" }],
])("%s is not looked for", (_, type, after) => {
  expect(importId(type, after, place)).toBe(null);
});

test("a topic is not looked for where its Region is not known", () => {
  expect(importId("aws_sns_topic", { name: "lockstep-alerts" }, { ...place, region: undefined })).toBe(null);
});
