import type { Context, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import { queryInput } from "../query-input.ts";
import { anything, type Check, type MapRequest, removedTags, requestTags, resourceTags } from "./check.ts";

type Input = Readonly<Record<string, unknown>>;

// what each action is about, and what it may be limited by:
// docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
const onRoles = [
  "GetRole",
  "UpdateRole",
  "UpdateRoleDescription",
  "UpdateAssumeRolePolicy",
  "DeleteRole",
  "ListRolePolicies",
  "GetRolePolicy",
  "PutRolePolicy",
  "DeleteRolePolicy",
  "ListAttachedRolePolicies",
  "AttachRolePolicy",
  "DetachRolePolicy",
  "PutRolePermissionsBoundary",
  "DeleteRolePermissionsBoundary",
  "ListInstanceProfilesForRole",
  "ListRoleTags",
  "TagRole",
  "UntagRole",
  "DeleteServiceLinkedRole",
];
const onPolicies = [
  "GetPolicy",
  "GetPolicyVersion",
  "ListPolicyVersions",
  "CreatePolicyVersion",
  "DeletePolicyVersion",
  "SetDefaultPolicyVersion",
  "DeletePolicy",
  "ListEntitiesForPolicy",
  "ListPolicyTags",
  "TagPolicy",
  "UntagPolicy",
];
const onUsers = [
  "CreateUser",
  "GetUser",
  "DeleteUser",
  "CreateAccessKey",
  "ListAccessKeys",
  "DeleteAccessKey",
  "CreateLoginProfile",
  "PutUserPolicy",
  "GetUserPolicy",
  "DeleteUserPolicy",
  "ListUserPolicies",
  "AttachUserPolicy",
  "DetachUserPolicy",
  "ListAttachedUserPolicies",
  "ListGroupsForUser",
];
const onProviders = [
  "GetOpenIDConnectProvider",
  "DeleteOpenIDConnectProvider",
  "UpdateOpenIDConnectProviderThumbprint",
  "AddClientIDToOpenIDConnectProvider",
  "RemoveClientIDFromOpenIDConnectProvider",
  "ListOpenIDConnectProviderTags",
  "TagOpenIDConnectProvider",
  "UntagOpenIDConnectProvider",
];
const onNothing = [
  "ListRoles",
  "ListPolicies",
  "ListUsers",
  "ListAccountAliases",
  "ListOpenIDConnectProviders",
  "GetAccountAuthorizationDetails",
  "GetAccountSummary",
];

export const mapIam: MapRequest = ({ form }, { accountId }, cloud) => {
  const operation = form.get("Action") ?? "";
  const input = queryInput(form);
  const context: Context = {
    ...(operation.startsWith("Untag") ? removedTags(input["TagKeys"]) : requestTags(input["Tags"])),
    ...(isPresent(input, "PolicyArn") && /^(Attach|Detach)/.test(operation)
      ? { "iam:PolicyARN": text(input, "PolicyArn") }
      : {}),
  };
  const checks = (target: Target, own: Context = {}, ...others: readonly Check[]) => ({
    operation,
    checks: [{ action: `iam:${operation}`, target, context: { ...context, ...own } }, ...others],
  });
  const isTagged = Array.isArray(input["Tags"]);

  if (operation === "CreateRole") {
    const arn = `arn:aws:iam::${accountId}:role${text(input, "Path") || "/"}${text(input, "RoleName")}`;
    const target = { arn, accountId, policy: null };
    return checks(target, boundaryContext(input), ...tagging("iam:TagRole", target, isTagged, context));
  }
  if (operation === "PutRolePermissionsBoundary") {
    return checks(roleTarget(cloud, accountId, text(input, "RoleName")), boundaryContext(input));
  }
  if (onRoles.includes(operation)) return checks(roleTarget(cloud, accountId, text(input, "RoleName")));
  if (operation === "CreateServiceLinkedRole") {
    const service = text(input, "AWSServiceName");
    const arn = `arn:aws:iam::${accountId}:role/aws-service-role/${service}/${serviceLinkedRoles[service] ?? "*"}`;
    return checks({ arn, accountId, policy: null }, { "iam:AWSServiceName": service });
  }
  if (operation === "CreatePolicy") {
    const arn = `arn:aws:iam::${accountId}:policy${text(input, "Path") || "/"}${text(input, "PolicyName")}`;
    const target = { arn, accountId, policy: null };
    return checks(target, {}, ...tagging("iam:TagPolicy", target, isTagged, context));
  }
  if (onPolicies.includes(operation)) return checks({ arn: text(input, "PolicyArn"), accountId, policy: null });
  if (operation === "CreateOpenIDConnectProvider") {
    const host = text(input, "Url").replace(/^https:\/\//, "");
    const target = { arn: `arn:aws:iam::${accountId}:oidc-provider/${host}`, accountId, policy: null };
    return checks(target, {}, ...tagging("iam:TagOpenIDConnectProvider", target, isTagged, context));
  }
  if (onProviders.includes(operation)) {
    return checks({ arn: text(input, "OpenIDConnectProviderArn"), accountId, policy: null });
  }
  if (onUsers.includes(operation) && isPresent(input, "UserName")) {
    const arn = `arn:aws:iam::${accountId}:user${text(input, "Path") || "/"}${text(input, "UserName")}`;
    return checks({ arn, accountId, policy: null }, boundaryContext(input));
  }
  if (onNothing.includes(operation)) return checks(anything(accountId));
  return { operation, checks: null };
};

const serviceLinkedRoles: Readonly<Record<string, string>> = { "backup.amazonaws.com": "AWSServiceRoleForBackup" };

function roleTarget(cloud: Cloud, accountId: string, name: string): Target {
  const role = cloud.iam.rolesOf(accountId).find((one) => one.name === name);
  if (!role) return { arn: `arn:aws:iam::${accountId}:role/${name}`, accountId, policy: null };
  const { arn, boundaryArn, tags } = role;
  const context = {
    ...resourceTags(tags),
    ...(boundaryArn === null ? {} : { "iam:PermissionsBoundary": boundaryArn }),
  };
  return { arn, accountId, policy: null, context };
}

function boundaryContext(input: Input): Context {
  return isPresent(input, "PermissionsBoundary")
    ? { "iam:PermissionsBoundary": text(input, "PermissionsBoundary") }
    : {};
}

// who makes something with tags must be allowed to tag it as well
const tagging = (action: string, target: Target, isTagged: boolean, context: Context): readonly Check[] =>
  isTagged ? [{ action, target, context }] : [];

const isPresent = (input: Input, key: string) => input[key] !== undefined;
const text = (input: Input, key: string) => (typeof input[key] === "string" ? input[key] : "");
