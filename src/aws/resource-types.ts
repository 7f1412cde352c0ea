import { resourceTypesTable } from "./tables/resource-types-table.ts";
import type { ResourceType } from "./type-names.ts";

export type { ResourceType };
export const resourceTypes: readonly ResourceType[] = resourceTypesTable.rows.map(({ type }) => type);

/**
 * Opted in where config does not say otherwise, wherever AWS Backup offers them: what it can copy to another account. A
 * type that a Region does not know makes the deployment fail there, so that the rarer ones are asked for by name; so
 * are CloudFormation, Redshift and Redshift Serverless, whose backups stay in the account.
 */
export const commonResourceTypes: readonly ResourceType[] = [
  "Aurora",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "S3",
  "Storage Gateway",
  "VirtualMachine",
];

const patterns = new Map<string, readonly string[]>(
  resourceTypesTable.rows.map(({ type, patterns }) => [type, patterns]),
);

/**
 * @returns the patterns for `resource_types` in a backup policy; several types may share one: Aurora, DocumentDB and
 * Neptune do, and AWS cannot tell them apart there
 */
export const resourceTypePatterns = (type: string, partition: string): readonly string[] =>
  (patterns.get(type) ?? []).map((pattern) => pattern.replace("arn:aws:", `arn:${partition}:`));
