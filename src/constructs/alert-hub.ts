import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus/index.js";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy/index.js";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Subscription } from "../model.ts";
import { failedJobs } from "./failed-jobs.ts";
import { policyDocument } from "./policy-document.ts";
import { keptByPipeline } from "./vault-key-policy.ts";

export interface AlertHubProps {
  readonly provider: TerraformProvider;
  readonly accountId: string;
  readonly accountRootArn: string;
  readonly organizationId: string;
  readonly busName: string;
  readonly busArn: string;
  /** Pattern of the roles that may put events on the bus. */
  readonly forwarderRoleArns: string;
  readonly ruleName: string;
  readonly topicName: string;
  readonly keyAlias: string;
  readonly pipelineRoleArn: string;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Where the failed jobs of every account and Region arrive: one bus, one encrypted topic. An e-mail subscription is only
 * active once its owner has confirmed it.
 */
export class AlertHub extends Construct {
  constructor(scope: Construct, id: string, props: AlertHubProps) {
    super(scope, id);
    const { provider, accountId } = props;
    const onlyThisAccount = { StringEquals: { "aws:SourceAccount": accountId } };
    const eventBridge = { Service: "events.amazonaws.com" };

    const key = new KmsKey(this, "key", {
      provider,
      description: "encrypts alerts about backups",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([
        {
          Sid: "IamPoliciesDecide",
          Effect: "Allow",
          Principal: { AWS: props.accountRootArn },
          Action: "kms:*",
          Resource: "*",
        },
        keptByPipeline(props.pipelineRoleArn),
        {
          Sid: "EventBridgePublishes",
          Effect: "Allow",
          Principal: eventBridge,
          Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
          Resource: "*",
          Condition: onlyThisAccount,
        },
      ]),
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, "alias", { provider, name: props.keyAlias, targetKeyId: key.keyId });

    const bus = new CloudwatchEventBus(this, "bus", { provider, name: props.busName });
    new CloudwatchEventBusPolicy(this, "bus-policy", {
      provider,
      eventBusName: bus.name,
      policy: policyDocument([
        {
          Sid: "Forwarders",
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: props.busArn,
          Condition: {
            StringEquals: { "aws:PrincipalOrgID": props.organizationId },
            ArnLike: { "aws:PrincipalArn": props.forwarderRoleArns },
          },
        },
      ]),
    });

    const topic = new SnsTopic(this, "topic", { provider, name: props.topicName, kmsMasterKeyId: key.arn });
    const rule = new CloudwatchEventRule(this, "rule", {
      provider,
      name: props.ruleName,
      description: "failed backup, copy and restore jobs of the whole organization",
      eventBusName: bus.name,
      eventPattern: failedJobs,
    });
    new SnsTopicPolicy(this, "topic-policy", {
      provider,
      arn: topic.arn,
      policy: policyDocument([
        {
          Sid: "EventBridgePublishes",
          Effect: "Allow",
          Principal: eventBridge,
          Action: "sns:Publish",
          Resource: topic.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
        },
      ]),
    });
    new CloudwatchEventTarget(this, "target", {
      provider,
      rule: rule.name,
      eventBusName: bus.name,
      targetId: "topic",
      arn: topic.arn,
      inputTransformer: {
        inputPaths: {
          account: "$.account",
          region: "$.region",
          what: "$.detail-type",
          state: "$.detail.state",
          status: "$.detail.status",
          reason: "$.detail.statusMessage",
          resource: "$.detail.resourceArn",
          time: "$.time",
        },
        inputTemplate:
          '"<what>: <state><status> in account <account>, Region <region>, at <time>. Resource: <resource>. Reason: <reason>"',
      },
    });
    for (const { protocol, endpoint } of props.subscriptions) {
      new SnsTopicSubscription(this, `subscription-${protocol}-${spelled(endpoint)}`, {
        provider,
        topicArn: topic.arn,
        protocol,
        endpoint,
      });
    }
  }
}

/** The endpoint as part of an address; two endpoints never give one. */
const spelled = (endpoint: string) =>
  endpoint.replace(/[^A-Za-z0-9]/g, (sign) => `-${sign.charCodeAt(0).toString(16)}-`);
