import { backupServiceLinkedRole } from "../../names.ts";
import type { JsonObject } from "../stack/json-object.ts";

/** Where a resource is made, as far as its ARN tells. */
export interface ImportPlace {
  readonly partition: string;
  readonly accountId: string;
  /** @default not known: what has it in its id is not found */
  readonly region?: string | undefined;
}

/**
 * The id by which Terraform takes over what a plan would create, of every type that AWS refuses to make twice and that
 * has a name. Left out is what AWS puts again without harm, such as a role's inline policy. Source: each resource's page
 * in the registry, under "Import".
 *
 * @returns `null` when there is none, or when it rests on something that is not made yet
 */
export function importId(type: string, after: JsonObject, place: ImportPlace): string | null {
  const { partition, accountId, region } = place;
  const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const join = (...parts: readonly unknown[]) => (parts.every(isText) ? parts.join("") : null);

  switch (type) {
    case "aws_s3_bucket":
      return join(after["bucket"]);
    case "aws_backup_vault":
    case "aws_cloudwatch_event_bus":
    case "aws_iam_role":
    case "aws_kms_alias":
      return join(after["name"]);
    case "aws_iam_policy":
      return join(iam("policy/"), after["name"]);
    case "aws_iam_openid_connect_provider":
      return isText(after["url"]) ? iam(`oidc-provider/${after["url"].replace("https://", "")}`) : null;
    case "aws_iam_service_linked_role":
      return after["aws_service_name"] === "backup.amazonaws.com" ? iam(`role/${backupServiceLinkedRole}`) : null;
    case "aws_sns_topic":
      return region === undefined ? null : join(`arn:${partition}:sns:${region}:${accountId}:`, after["name"]);
    case "aws_cloudformation_stack_set":
      return join(after["name"], ",", after["call_as"]);
    case "aws_organizations_policy_attachment":
      return join(after["target_id"], ":", after["policy_id"]);
    case "aws_organizations_delegated_administrator":
      return join(after["account_id"], "/", after["service_principal"]);
    default:
      return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
