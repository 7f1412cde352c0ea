import { expect, test } from "vitest";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const estate = exampleEstate();
const stacks = stacksOf(estate);
const bus = "arn:aws:events:eu-west-2:222222222222:event-bus/lockstep-alerts";

const failedJobs = {
  source: ["aws.backup"],
  "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
  detail: {
    $or: [
      { state: ["FAILED", "EXPIRED", "ABORTED", "PARTIAL"] },
      { status: ["FAILED", "EXPIRED", "ABORTED", "PARTIAL"] },
    ],
  },
};

test("failed jobs of every account and Region with a vault are forwarded to the hub", () => {
  const withVaults = [...stacks].filter(([, stack]) => all(stack, "aws_backup_vault").length > 0);

  expect(withVaults.length).toBeGreaterThan(estate.accounts.length);
  for (const [id, stack] of withVaults) {
    const vaultRegions = all(stack, "aws_backup_vault").map(({ provider }) => provider);

    const rules = all(stack, "aws_cloudwatch_event_rule");
    expect(
      rules.map(({ provider }) => provider),
      id,
    ).toEqual(vaultRegions);
    expect(all(stack, "aws_cloudwatch_event_target"), id).toHaveLength(rules.length);
    for (const { event_pattern } of rules) expect(JSON.parse(event_pattern as string)).toEqual(failedJobs);
    for (const target of all(stack, "aws_cloudwatch_event_target")) {
      expect(target).toMatchObject({
        target_id: "alert-hub",
        arn: bus,
        role_arn: "${aws_iam_role.lockstep-event-forwarder_role.arn}",
      });
    }
  }
});

test("the hub sends them to one encrypted topic, and the topic to every subscription", () => {
  const shared = stacks.get("shared");

  expect(JSON.parse(String(all(shared, "aws_cloudwatch_event_bus_policy")[0]?.["policy"]))).toMatchObject({
    Statement: [
      {
        Resource: bus,
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/lockstep-event-forwarder" },
        },
      },
    ],
  });
  expect(all(shared, "aws_sns_topic")).toMatchObject([
    { name: "lockstep-alerts", kms_master_key_id: "${aws_kms_key.alerts_key.arn}" },
  ]);
  expect(all(shared, "aws_cloudwatch_event_target")).toMatchObject([{ arn: "${aws_sns_topic.alerts_topic.arn}" }]);
  const [rule] = all(shared, "aws_cloudwatch_event_rule");
  expect(JSON.parse(rule?.["event_pattern"] as string)).toEqual(failedJobs);
  expect(
    all(shared, "aws_sns_topic_subscription")
      .map(({ protocol, endpoint }) => [protocol, endpoint])
      .sort(),
  ).toEqual(estate.alerts.subscriptions.map(({ protocol, endpoint }) => [protocol, endpoint]).sort());
});

test("a topic of two addresses that differ in punctuation only has both", () => {
  const subscriptions = [
    { protocol: "email", endpoint: "a.b@acme.example" },
    { protocol: "email", endpoint: "a-b@acme.example" },
  ] as const;
  const shared = stacksOf({ ...estate, alerts: { subscriptions } }).get("shared");

  expect(all(shared, "aws_sns_topic_subscription")).toHaveLength(2);
});
