import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { failedJobs } from "./failed-jobs.ts";
import type { Statement } from "./policy-document.ts";

export interface EventForwardingProps {
  readonly provider: TerraformProvider;
  readonly ruleName: string;
  /** The bus of the shared account, in whichever Region it is. */
  readonly busArn: string;
  /** The role with which EventBridge puts events on that bus. */
  readonly roleArn: string;
}

/** What the role may do with which EventBridge sends. */
export const forwardStatements = (busArn: string): readonly Statement[] => [
  { Sid: "Forward", Effect: "Allow", Action: "events:PutEvents", Resource: busArn },
];

/** Sends the failed jobs of one account and Region to the alert hub. */
export class EventForwarding extends Construct {
  constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    const { provider } = props;

    const rule = new CloudwatchEventRule(this, "rule", {
      provider,
      name: props.ruleName,
      description: "failed backup, copy and restore jobs, for the alert hub",
      eventPattern: failedJobs,
    });
    new CloudwatchEventTarget(this, "target", {
      provider,
      rule: rule.name,
      targetId: "alert-hub",
      arn: props.busArn,
      roleArn: props.roleArn,
    });
  }
}
