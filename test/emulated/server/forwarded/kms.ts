import type { Caller, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import type { Key } from "../../model/kms.ts";
import {
  accountIn,
  anything,
  type Check,
  type Mapped,
  type MapRequest,
  removedTags,
  requestTags,
  resourceTags,
} from "./check.ts";
import { jsonInput, operationInTarget } from "./json-input.ts";

// docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
const onKeys = [
  "DescribeKey",
  "GetKeyPolicy",
  "PutKeyPolicy",
  "ListKeyPolicies",
  "GetKeyRotationStatus",
  "EnableKeyRotation",
  "DisableKeyRotation",
  "ListResourceTags",
  "TagResource",
  "UntagResource",
  "UpdateKeyDescription",
  "EnableKey",
  "DisableKey",
  "ScheduleKeyDeletion",
  "CancelKeyDeletion",
  "CreateGrant",
  "ListGrants",
  "Encrypt",
  "Decrypt",
  "GenerateDataKey",
];
const onAliases = ["CreateAlias", "DeleteAlias", "UpdateAlias"];
const onNothing = ["ListKeys", "ListAliases"];

export const mapKms: MapRequest = (request, caller, cloud) => {
  const { region, headers, body } = request;
  const { accountId } = caller;
  const operation = operationInTarget(headers);
  const input = jsonInput(body);
  const keyId = typeof input["KeyId"] === "string" ? input["KeyId"] : "";
  const action = `kms:${operation}`;
  const tags = operation === "UntagResource" ? removedTags(input["TagKeys"]) : requestTags(input["Tags"]);

  if (operation === "CreateKey") {
    const created: Check = { action, target: anything(accountId), context: tags };
    if (!Array.isArray(input["Tags"]) || input["Tags"].length === 0) return { operation, checks: [created] };
    // there is no key yet whose tags or alias a policy could look at
    const target = { arn: `arn:aws:kms:${region}:${accountId}:key/new`, accountId, policy: policyOf(input["Policy"]) };
    return { operation, checks: [created, { action: "kms:TagResource", target, context: tags }] };
  }
  if (onAliases.includes(operation)) {
    const name = String(input["AliasName"] ?? "");
    const alias = { arn: `arn:aws:kms:${region}:${accountId}:${name}`, accountId, policy: null };
    const keys =
      operation === "DeleteAlias"
        ? [name]
        : operation === "UpdateAlias"
          ? [name, input["TargetKeyId"]]
          : [input["TargetKeyId"]];
    const targets = keys.map((id) => keyTarget(cloud, caller, region, String(id)));
    return { operation, checks: [alias, ...targets].map((target) => ({ action, target })) };
  }
  if (onKeys.includes(operation) && keyId !== "") {
    const target = keyTarget(cloud, caller, region, keyId);
    const mapped: Mapped = { operation, checks: [{ action, target, context: tags }] };
    return { ...mapped, accountId: target.accountId };
  }
  if (onNothing.includes(operation)) return { operation, checks: [{ action, target: anything(accountId) }] };
  return { operation, checks: null };
};

/** A key by its id, ARN, or an alias of either kind. */
export function keyTarget(cloud: Cloud, { accountId }: Pick<Caller, "accountId">, region: string, id: string): Target {
  const owner = accountIn(id) ?? accountId;
  const [, , , inRegion = region] = id.startsWith("arn:") ? id.split(":") : [];
  const rest = id.startsWith("arn:") ? id.split(":").slice(5).join(":") : id;
  const found = cloud.kms.all().find((key) => key.accountId === owner && key.region === inRegion && isNamed(key, rest));
  if (!found) {
    const arn = `arn:aws:kms:${inRegion}:${owner}:${rest.includes("/") ? rest : `key/${rest}`}`;
    return { arn, accountId: owner, policy: null };
  }
  return {
    arn: found.arn,
    accountId: owner,
    policy: { name: `policy of the key ${found.aliases[0] ?? found.arn}`, document: found.policy },
    context: { "kms:ResourceAliases": found.aliases, ...resourceTags(found.tags) },
  };
}

const isNamed = ({ arn, aliases }: Key, id: string) =>
  aliases.includes(id) || arn.endsWith(`:${id}`) || arn.endsWith(`:key/${id}`);

function policyOf(text: unknown): Target["policy"] {
  return typeof text === "string" ? { name: "policy of the new key", document: JSON.parse(text) } : null;
}
