import { resourceTypes } from "./resource-types.ts";

/**
 * Types that an account can have AWS Backup manage wholly, by the name that `aws backup describe-region-settings` gives
 * them. No page of AWS lists them: advanced-ddb-backup.html shows DynamoDB and EFS, reports of its answer the others. One
 * that is missing here is told in a note and left alone.
 */
export const managementTypes = ["CloudFormation", "DSQL", "DynamoDB", "EFS"] as const;

/**
 * The organization's switches, as `aws backup describe-global-settings` gives them.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeGlobalSettings.html
 */
const globalSettings = ["isCrossAccountBackupEnabled", "isDelegatedAdministratorEnabled", "isMpaEnabled"] as const;

/**
 * Settings whose keys AWS decides, with those that this version knows, by attribute of Terraform's resource. AWS lists
 * all that there are in a Region, and adds some: `isMpaEnabled` came in June 2025, to every organization.
 */
export const settingsKeys = {
  resource_type_opt_in_preference: resourceTypes,
  resource_type_management_preference: managementTypes,
  global_settings: globalSettings,
} as const satisfies Readonly<Record<string, readonly string[]>>;
