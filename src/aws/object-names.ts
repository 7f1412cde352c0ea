export interface ObjectName {
  /** What it names, as messages say it. */
  readonly object: string;
  readonly pattern: RegExp;
  /** What the pattern takes, in words. */
  readonly takes: string;
  readonly source: string;
}

const backupApi = "docs.aws.amazon.com/aws-backup/latest/devguide";
const iam = "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const events = "docs.aws.amazon.com/eventbridge/latest/APIReference";

/** The names that AWS takes, object by object, as of November 2026. */
export const objectNames = {
  backupPlan: {
    object: "backup plan",
    // the API takes 200 characters, the console 50: a longer one could not be looked at and edited there
    pattern: /^[a-zA-Z0-9\-_.]{1,50}$/,
    takes: "1 to 50 letters, digits, hyphens, underscores and dots",
    source: `${backupApi}/API_BackupPlan.html`,
  },
  backupRule: {
    object: "backup rule",
    pattern: /^[a-zA-Z0-9\-_.]{1,50}$/,
    takes: "1 to 50 letters, digits, hyphens, underscores and dots",
    source: `${backupApi}/API_BackupRule.html`,
  },
  backupSelection: {
    object: "backup selection",
    pattern: /^[a-zA-Z0-9\-_.]{1,50}$/,
    takes: "1 to 50 letters, digits, hyphens, underscores and dots",
    source: `${backupApi}/API_BackupSelection.html`,
  },
  backupVault: {
    object: "backup vault",
    pattern: /^[a-zA-Z0-9\-_]{2,50}$/,
    takes: "2 to 50 letters, digits, hyphens and underscores",
    source: `${backupApi}/API_CreateBackupVault.html`,
  },
  restoreTestingPlan: {
    object: "restore testing plan",
    pattern: /^[A-Za-z0-9_]{1,50}$/,
    takes: "1 to 50 letters, digits and underscores",
    source: `${backupApi}/API_RestoreTestingPlanForCreate.html`,
  },
  restoreTestingSelection: {
    object: "restore testing selection",
    pattern: /^[A-Za-z0-9_]{1,50}$/,
    takes: "1 to 50 letters, digits and underscores",
    source: `${backupApi}/API_RestoreTestingSelectionForCreate.html`,
  },
  framework: {
    object: "framework",
    pattern: /^[a-zA-Z][_a-zA-Z0-9]{0,255}$/,
    takes: "1 to 256 letters, digits and underscores, starting with a letter",
    source: `${backupApi}/API_CreateFramework.html`,
  },
  reportPlan: {
    object: "report plan",
    pattern: /^[a-zA-Z][_a-zA-Z0-9]{0,255}$/,
    takes: "1 to 256 letters, digits and underscores, starting with a letter",
    source: `${backupApi}/API_CreateReportPlan.html`,
  },
  role: {
    object: "IAM role",
    pattern: /^[\w+=,.@-]{1,64}$/,
    takes: "1 to 64 letters, digits and _+=,.@-",
    source: iam,
  },
  managedPolicy: {
    object: "IAM policy",
    pattern: /^[\w+=,.@-]{1,128}$/,
    takes: "1 to 128 letters, digits and _+=,.@-",
    source: iam,
  },
  bucket: {
    object: "S3 bucket",
    pattern: /^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/,
    takes: "3 to 63 lower-case letters, digits, hyphens and dots, starting and ending with a letter or digit",
    source: "docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  keyAlias: {
    object: "KMS alias",
    pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/,
    takes: "alias/ and 1 to 250 letters, digits, slashes, hyphens and underscores, not starting with aws/",
    source: "docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  topic: {
    object: "SNS topic",
    pattern: /^[A-Za-z0-9_-]{1,256}$/,
    takes: "1 to 256 letters, digits, hyphens and underscores",
    source: "docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  eventBus: {
    object: "event bus",
    pattern: /^(?!aws\.|default$)[.\-_A-Za-z0-9]{1,256}$/,
    takes: "1 to 256 letters, digits, dots, hyphens and underscores, not default",
    source: `${events}/API_CreateEventBus.html`,
  },
  eventRule: {
    object: "event rule",
    pattern: /^[.\-_A-Za-z0-9]{1,64}$/,
    takes: "1 to 64 letters, digits, dots, hyphens and underscores",
    source: `${events}/API_PutRule.html`,
  },
  organizationsPolicy: {
    object: "organization policy",
    pattern: /^[\s\S]{1,128}$/,
    takes: "1 to 128 characters",
    source: "docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
  },
  stackSet: {
    object: "StackSet",
    pattern: /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/,
    takes: "1 to 128 letters, digits and hyphens, starting with a letter",
    source: "docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html",
  },
} as const satisfies Readonly<Record<string, ObjectName>>;
