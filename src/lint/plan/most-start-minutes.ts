/** The longest start window, 100 years. Source: docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html */
export const mostStartMinutes = 52_560_000;
