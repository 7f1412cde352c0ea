import type { Target } from "../../model/access.ts";
import { accountIn, anything, type Check, type MapRequest, removedTags, requestTags } from "./check.ts";
import { jsonInput, operationInTarget } from "./json-input.ts";

// docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
const onRules = [
  "PutRule",
  "DescribeRule",
  "DeleteRule",
  "EnableRule",
  "DisableRule",
  "ListTargetsByRule",
  "PutTargets",
  "RemoveTargets",
];
const onBuses = [
  "CreateEventBus",
  "DescribeEventBus",
  "UpdateEventBus",
  "DeleteEventBus",
  "PutPermission",
  "RemovePermission",
];
const onTags = ["ListTagsForResource", "TagResource", "UntagResource"];
const onNothing = ["ListRules", "ListEventBuses", "ListRuleNamesByTarget"];

interface EventTarget {
  readonly Arn?: string;
  readonly RoleArn?: string;
}

export const mapEvents: MapRequest = ({ headers, body, region }, { accountId }) => {
  const operation = operationInTarget(headers);
  const input = jsonInput(body);
  const action = `events:${operation}`;
  const text = (key: string) => (typeof input[key] === "string" ? input[key] : "");
  const at = (arn: string): Target => ({ arn, accountId: accountIn(arn) ?? accountId, policy: null });
  const own = (rest: string): Target => at(`arn:aws:events:${region}:${accountId}:${rest}`);
  const tags = requestTags(input["Tags"]);
  const tagged = (target: Target): readonly Check[] =>
    Array.isArray(input["Tags"]) && input["Tags"].length > 0
      ? [{ action: "events:TagResource", target, context: tags }]
      : [];

  if (onRules.includes(operation)) {
    const bus = text("EventBusName").split("/").at(-1) ?? "";
    const of = bus === "" || bus === "default" ? "" : `${bus}/`;
    const rule = own(`rule/${of}${text("Rule") || text("Name")}`);
    if (operation === "PutTargets") {
      const targets = (input["Targets"] ?? []) as readonly EventTarget[];
      const context = { "events:TargetArn": targets.map(({ Arn = "" }) => Arn) };
      const passed = targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [passes(at(RoleArn))]));
      return { operation, checks: [{ action, target: rule, context }, ...passed] };
    }
    const role = text("RoleArn");
    const passed = operation === "PutRule" && role !== "" ? [passes(at(role))] : [];
    const extra = operation === "PutRule" ? tagged(rule) : [];
    return { operation, checks: [{ action, target: rule, context: tags }, ...extra, ...passed] };
  }
  if (onBuses.includes(operation)) {
    // permissions know no resource, whatever bus they are of
    if (operation.endsWith("Permission")) return { operation, checks: [{ action, target: anything(accountId) }] };
    const name = text("Name") || "default";
    const bus = name.startsWith("arn:") ? at(name) : own(`event-bus/${name}`);
    const extra = operation === "CreateEventBus" ? tagged(bus) : [];
    return { operation, checks: [{ action, target: bus, context: tags }, ...extra], accountId: bus.accountId };
  }
  if (onTags.includes(operation)) {
    const target = at(text("ResourceARN"));
    const context = { ...tags, ...removedTags(input["TagKeys"]) };
    return { operation, checks: [{ action, target, context }], accountId: target.accountId };
  }
  if (onNothing.includes(operation)) return { operation, checks: [{ action, target: anything(accountId) }] };
  return { operation, checks: null };
};

const passes = (role: Target): Check => ({
  action: "iam:PassRole",
  target: role,
  context: { "iam:PassedToService": "events.amazonaws.com" },
});
