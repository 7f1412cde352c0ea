import { expect, test } from "vitest";
import { AlertHub } from "../../src/constructs/alert-hub.ts";
import { all } from "../support/stacks.ts";
import { statementsIn, synth } from "./support/synth.ts";

const hub = synth((scope, provider) => {
  new AlertHub(scope, "alerts", {
    provider,
    accountId: "222222222222",
    accountRootArn: "arn:aws:iam::222222222222:root",
    organizationId: "o-a1b2c3d4e5",
    busName: "lockstep-alerts",
    busArn: "arn:aws:events:eu-west-2:222222222222:event-bus/lockstep-alerts",
    forwarderRoleArns: "arn:aws:iam::*:role/lockstep-event-forwarder",
    ruleName: "lockstep-failed-jobs",
    topicName: "lockstep-alerts",
    keyAlias: "alias/lockstep-alerts",
    pipelineRoleArn: "arn:aws:iam::222222222222:role/lockstep-pipeline-apply-shared",
    subscriptions: [{ protocol: "email", endpoint: "backup-team@acme.example" }],
  });
});
const only = (type: string) => {
  const found = all(hub, type);
  expect(found, type).toHaveLength(1);
  return found[0];
};

test("forwarders of the organization's accounts alone put events on the bus", () => {
  expect(only("aws_cloudwatch_event_bus")).toMatchObject({ name: "lockstep-alerts", provider: "aws" });
  expect(only("aws_cloudwatch_event_bus_policy")).toMatchObject({
    event_bus_name: expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\..*\.name\}$/),
  });
  expect(statementsIn(only("aws_cloudwatch_event_bus_policy"))).toEqual([
    {
      Sid: "Forwarders",
      Effect: "Allow",
      Principal: "*",
      Action: "events:PutEvents",
      Resource: "arn:aws:events:eu-west-2:222222222222:event-bus/lockstep-alerts",
      Condition: {
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/lockstep-event-forwarder" },
      },
    },
  ]);
});

test("the key of alerts is rotated, kept for the pipeline, and used by EventBridge of the same account", () => {
  expect(only("aws_kms_key")).toMatchObject({
    description: "encrypts alerts about backups",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(only("aws_kms_alias")).toMatchObject({
    name: "alias/lockstep-alerts",
    target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.key_id\}$/),
  });
  expect(statementsIn(only("aws_kms_key"))).toEqual([
    {
      Sid: "IamPoliciesDecide",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "PipelineKeepsThis",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:role/lockstep-pipeline-apply-shared" },
      Action: [
        "kms:CreateAlias",
        "kms:EnableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      Resource: "*",
    },
    {
      Sid: "EventBridgePublishes",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
    },
  ]);
});

test("only the rule publishes to the topic, in a sentence that says what failed, where and why", () => {
  const [name] = Object.keys(hub.resource["aws_sns_topic"] ?? {});
  const topic = `\${aws_sns_topic.${name}.arn}`;

  expect(only("aws_sns_topic")).toMatchObject({ name: "lockstep-alerts" });
  expect(only("aws_cloudwatch_event_rule")).toMatchObject({
    name: "lockstep-failed-jobs",
    description: "failed backup, copy and restore jobs of the whole organization",
  });
  expect(only("aws_sns_topic_policy")).toMatchObject({ arn: topic });
  expect(statementsIn(only("aws_sns_topic_policy"))).toEqual([
    {
      Sid: "EventBridgePublishes",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topic,
      Condition: {
        ArnEquals: { "aws:SourceArn": expect.stringMatching(/^\$\{aws_cloudwatch_event_rule\..*\.arn\}$/) },
      },
    },
  ]);
  expect(only("aws_cloudwatch_event_target")).toMatchObject({
    target_id: "topic",
    arn: topic,
    input_transformer: {
      input_paths: {
        account: "$.account",
        region: "$.region",
        what: "$.detail-type",
        state: "$.detail.state",
        status: "$.detail.status",
        reason: "$.detail.statusMessage",
        resource: "$.detail.resourceArn",
        time: "$.time",
      },
      input_template:
        '"<what>: <state><status> in account <account>, Region <region>, at <time>. Resource: <resource>. Reason: <reason>"',
    },
  });
  expect(only("aws_sns_topic_subscription")).toMatchObject({
    topic_arn: topic,
    protocol: "email",
    endpoint: "backup-team@acme.example",
  });
});
