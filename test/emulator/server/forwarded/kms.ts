import type { Caller, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import { bypassContext } from "../../model/kms/lock-out.ts";
import { accountIn, anything, type Check, type MapRequest, removedTags, requestTags, resourceTags } from "./check.ts";
import { jsonInput, operationInTarget } from "./json-input.ts";
import { encryptionContext, grantCheck, retirement } from "./kms-grants.ts";

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
  "RevokeGrant",
  "Encrypt",
  "Decrypt",
  "GenerateDataKey",
];
const onAliases = ["CreateAlias", "DeleteAlias", "UpdateAlias"];
const onNothing = ["ListKeys", "ListAliases", "ListRetirableGrants"];

export const mapKms: MapRequest = (request, caller, cloud) => {
  const { region, headers, body } = request;
  const { accountId } = caller;
  const operation = operationInTarget(headers);
  const input = jsonInput(body);
  const keyId = typeof input["KeyId"] === "string" ? input["KeyId"] : "";
  const action = `kms:${operation}`;
  const tags = operation === "UntagResource" ? removedTags(input["TagKeys"]) : requestTags(input["Tags"]);
  const isBypassed = input["BypassPolicyLockoutSafetyCheck"] === true;
  const policy = policyOf(input["Policy"]);

  if (operation === "CreateKey") {
    const created: Check = { action, target: anything(accountId), context: { ...tags, ...bypassContext(isBypassed) } };
    // there is no key yet whose tags or alias a policy could look at
    const target = { arn: `arn:aws:kms:${region}:${accountId}:key/new`, accountId, policy };
    const isTagged = Array.isArray(input["Tags"]) && input["Tags"].length > 0;
    return {
      operation,
      checks: [created, ...(isTagged ? [{ action: "kms:TagResource", target, context: tags }] : [])],
      ...(isBypassed ? {} : { lockOut: target }),
    };
  }
  if (operation === "PutKeyPolicy" && keyId !== "") {
    const target = keyTarget(cloud, caller, region, keyId);
    const checks = [{ action, target, context: bypassContext(isBypassed) }];
    return { operation, checks, ...(isBypassed ? {} : { lockOut: { ...target, policy } }) };
  }
  if (operation === "RetireGrant" && keyId !== "" && typeof input["GrantId"] === "string") {
    return { operation, ...retirement(cloud, caller, region, { KeyId: keyId, GrantId: input["GrantId"] }) };
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
    const check = /Grants?$/.test(operation) ? grantCheck(operation, target, input) : { action, target, context: tags };
    const context = { ...check.context, ...encryptionContext(input["EncryptionContext"]) };
    return { operation, checks: [{ ...check, context }], accountId: target.accountId };
  }
  if (onNothing.includes(operation)) return { operation, checks: [{ action, target: anything(accountId) }] };
  return { operation, checks: null };
};

/** A key by its id, ARN, or an alias of either kind. */
export function keyTarget(cloud: Cloud, { accountId }: Pick<Caller, "accountId">, region: string, id: string): Target {
  const found = cloud.kms.named(id, accountId, region);
  if (!found) {
    const owner = accountIn(id) ?? accountId;
    const [, , , inRegion = region] = id.startsWith("arn:") ? id.split(":") : [];
    const rest = id.startsWith("arn:") ? id.split(":").slice(5).join(":") : id;
    const arn = `arn:aws:kms:${inRegion}:${owner}:${rest.includes("/") ? rest : `key/${rest}`}`;
    return { arn, accountId: owner, policy: null };
  }
  return {
    arn: found.arn,
    accountId: found.accountId,
    policy: { name: `policy of the key ${found.aliases[0] ?? found.arn}`, document: found.policy },
    context: { "kms:ResourceAliases": found.aliases, ...resourceTags(found.tags) },
    grants: found.grants ?? [],
  };
}

/** `null`: what is no JSON is moto's to refuse. */
function policyOf(text: unknown): Target["policy"] {
  try {
    return { name: "policy of the new key", document: JSON.parse(String(text)) };
  } catch {
    return null;
  }
}
