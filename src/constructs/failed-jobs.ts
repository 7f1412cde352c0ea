/**
 * Events of AWS Backup that a person must hear of: backup, copy and restore jobs that failed, expired, were aborted or
 * got only part of the resource. Backup and copy jobs tell their `state`, restore jobs their `status`.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
const ends = ["FAILED", "EXPIRED", "ABORTED", "PARTIAL"];

export const failedJobs = JSON.stringify({
  source: ["aws.backup"],
  "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
  detail: { $or: [{ state: ends }, { status: ends }] },
});
