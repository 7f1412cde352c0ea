import type { Target } from "../../model/access.ts";
import { queryInput } from "../query-input.ts";
import { accountIn, anything, type Check, type MapRequest, removedTags, requestTags } from "./check.ts";

// docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
const onTopics = [
  "GetTopicAttributes",
  "SetTopicAttributes",
  "DeleteTopic",
  "Subscribe",
  "Publish",
  "ListSubscriptionsByTopic",
];
const onSubscriptions = ["GetSubscriptionAttributes", "SetSubscriptionAttributes", "Unsubscribe"];
const onTags = ["ListTagsForResource", "TagResource", "UntagResource"];
const onNothing = ["ListTopics", "ListSubscriptions"];

export const mapSns: MapRequest = ({ form, region }, { accountId }) => {
  const operation = form.get("Action") ?? "";
  const input = queryInput(form);
  const action = `sns:${operation}`;
  const named = (parameter: string): Target => {
    const arn = form.get(parameter) ?? "";
    return { arn, accountId: accountIn(arn) ?? accountId, policy: null };
  };
  const onlyOn = (target: Target, context = {}) => ({
    operation,
    checks: [{ action, target, context }],
    accountId: target.accountId,
  });

  if (operation === "CreateTopic") {
    const target = { arn: `arn:aws:sns:${region}:${accountId}:${form.get("Name")}`, accountId, policy: null };
    const tags = requestTags(input["Tags"]);
    const checks: readonly Check[] = [
      { action, target, context: tags },
      ...(Array.isArray(input["Tags"]) ? [{ action: "sns:TagResource", target, context: tags }] : []),
      ...(input["Attributes"] === undefined ? [] : [{ action: "sns:SetTopicAttributes", target }]),
    ];
    return { operation, checks };
  }
  if (onTopics.includes(operation)) return onlyOn(named("TopicArn"));
  if (onSubscriptions.includes(operation)) return onlyOn(named("SubscriptionArn"));
  if (onTags.includes(operation)) {
    return onlyOn(named("ResourceArn"), { ...requestTags(input["Tags"]), ...removedTags(input["TagKeys"]) });
  }
  if (onNothing.includes(operation)) return onlyOn(anything(accountId));
  return { operation, checks: null };
};
