import { joined } from "./found-again.ts";
import type { ResourceType } from "./resource-type.ts";

/** How people hear of what fails. */
export const alerts = {
  aws_cloudwatch_event_bus: {
    noun: ["event bus", "event buses"],
    loss: "alerts of every account",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name }) => joined(name) },
  },
  aws_cloudwatch_event_rule: {
    noun: ["event rule", "event rules"],
    loss: "alerts: failed jobs go unnoticed",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "putting it again" },
    settings: [
      { attribute: "state", rule: "alerts-muted", weaker: "disabled" },
      { attribute: "is_enabled", rule: "alerts-muted", weaker: "turned off" },
      { attribute: "event_pattern", rule: "alerts-muted", weaker: "catches less" },
    ],
    whenRetired: "event rules",
  },
  aws_cloudwatch_event_target: {
    noun: null,
    loss: "alerts: failed jobs go unnoticed",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    settings: [
      { attribute: "arn", rule: "alerts-muted", weaker: "changed" },
      { attribute: "role_arn", rule: "alerts-muted", weaker: "changed" },
    ],
  },
  aws_cloudwatch_event_bus_policy: {
    noun: null,
    loss: "alerts of every account",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    document: { attribute: "policy", kind: "resource" },
  },
  aws_sns_topic: {
    noun: ["topic", "topics"],
    loss: "alerts of every account",
    preventDestroy: false,
    isTagged: true,
    foundAgain: {
      by: "id",
      id: ({ name }, { partition, region, accountId }) =>
        joined(`arn:${partition}:sns:`, region, `:${accountId}:`, name),
    },
  },
  aws_sns_topic_policy: {
    noun: null,
    loss: "alerts of every account",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    document: { attribute: "policy", kind: "resource" },
  },
  aws_sns_topic_subscription: {
    noun: ["subscription", "subscriptions"],
    // people come and go
    loss: null,
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
