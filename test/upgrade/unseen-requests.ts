import { type Resource, ruleArn, text } from "../emulator/deploy/stack-resources.ts";
import type { Context, Target } from "../emulator/model/access.ts";
import type { ResourceChange } from "./resource-changes.ts";

type Request = readonly [action: string, target: Target, context?: Context];

/**
 * What the provider asks for where a resource is changed or made that the cloud has no place for: alerts, the bucket of the
 * state, the identity provider. Whether it may is judged all the same; nothing comes of it.
 *
 * @throws for a type, or a change of one, that nobody has looked up
 */
export function unseenRequests({ before, after, changed }: ResourceChange): readonly Request[] {
  const { type, accountId, region } = after;
  const at = (arn: string): Target => ({ arn, accountId, policy: null });
  const events = (rest: string) => at(`arn:aws:events:${region}:${accountId}:${rest}`);
  const on = (target: Target, ...actions: readonly string[]): readonly Request[] => actions.map((one) => [one, target]);
  const isNew = before === null;

  switch (type) {
    case "aws_cloudwatch_event_bus": {
      const bus = events(`event-bus/${text(after, "name")}`);
      return on(bus, isNew ? "events:CreateEventBus" : "events:UpdateEventBus", "events:TagResource");
    }
    case "aws_cloudwatch_event_bus_policy":
      return on(at("*"), "events:PutPermission");
    case "aws_cloudwatch_event_rule":
      return on(at(ruleArn(after, text(after, "event_bus_name"))), "events:PutRule", "events:TagResource");
    case "aws_cloudwatch_event_target": {
      const named = { ...after, body: { name: text(after, "rule") } };
      const context = { "events:TargetArn": [text(after, "arn")] };
      const role = text(after, "role_arn");
      return [
        ["events:PutTargets", at(ruleArn(named, text(after, "event_bus_name"))), context],
        ...(role === ""
          ? []
          : [["iam:PassRole", at(role), { "iam:PassedToService": "events.amazonaws.com" }] as const]),
      ];
    }
    case "aws_sns_topic": {
      const topic = at(topicArn(after));
      return on(topic, ...(isNew ? ["sns:CreateTopic"] : []), "sns:SetTopicAttributes", "sns:TagResource");
    }
    case "aws_sns_topic_policy":
      return on(at(text(after, "arn")), "sns:SetTopicAttributes");
    case "aws_sns_topic_subscription":
      return on(at(text(after, "topic_arn")), "sns:Subscribe");
    case "aws_s3_bucket_policy":
      return on(at(`arn:aws:s3:::${text(after, "bucket")}`), "s3:PutBucketPolicy");
    default:
      throw new Error(
        `got ${after.stack}: ${type}.${after.name} with ${isNew ? "all of it new" : `another ${changed.join(" and ")}`}; look up what the provider asks for`,
      );
  }
}

const topicArn = (topic: Resource) => `arn:aws:sns:${topic.region}:${topic.accountId}:${text(topic, "name")}`;
