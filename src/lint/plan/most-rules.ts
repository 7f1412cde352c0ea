/** Rules that AWS Backup takes in one plan. Source: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
export const mostRules = 10;
