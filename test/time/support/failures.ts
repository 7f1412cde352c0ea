import type { Estate } from "../../../src/model.ts";
import { alertBusArn } from "../../../src/names.ts";
import { stackTexts } from "../../../src/stack-texts.ts";
import type { Backup } from "../../emulator/model/backup/backup.ts";
import type { BackupJob, CopyJob, RestoreJob } from "../../emulator/model/backup/jobs.ts";
import { deploymentOf, type Resource } from "../../support/aws-rules/deployment.ts";
import type { AwsEvent } from "./matches-event.ts";
import { matchesEvent } from "./matches-event.ts";

export interface Failure {
  readonly kind: "backup" | "copy" | "restore";
  readonly job: BackupJob | CopyJob | RestoreJob;
  readonly why: string;
}

const badEnds: readonly string[] = ["FAILED", "EXPIRED", "ABORTED"];

/** Every job that did not end well. */
export function failuresOf(backup: Backup): readonly Failure[] {
  const { backup: backups, copy, restore } = backup.jobs();
  const bad = (kind: Failure["kind"], jobs: readonly Failure["job"][]) =>
    jobs
      .filter(({ state }) => badEnds.includes(state))
      .map((job) => ({ kind, job, why: job.refusedBecause ?? job.statusMessage ?? job.state }));
  return [...bad("backup", backups), ...bad("copy", copy), ...bad("restore", restore)];
}

/**
 * The event that AWS Backup sends when a job ends, in the account and Region of the job.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function eventOf({ kind, job }: Failure): AwsEvent {
  const common = { source: "aws.backup", account: job.accountId, region: job.region };
  switch (kind) {
    case "backup":
      return { ...common, "detail-type": "Backup Job State Change", detail: { state: job.state } };
    case "copy":
      return { ...common, "detail-type": "Copy Job State Change", detail: { state: job.state } };
    case "restore":
      return { ...common, "detail-type": "Restore Job State Change", detail: { status: job.state } };
  }
}

/** Tells of what is deployed whether the end of a job gets from where it ran to the alert hub, and there to its topic. */
export function alertsOf(estate: Estate): (failure: Failure) => boolean {
  const { resources } = deploymentOf(stackTexts(estate));
  const targetsOf = (rule: Resource) =>
    resources.filter(
      ({ type, stack, block }) =>
        type === "aws_cloudwatch_event_target" &&
        stack === rule.stack &&
        String(block.rule).includes(`aws_cloudwatch_event_rule.${rule.name}.`),
    );
  const rules = resources.filter(({ type }) => type === "aws_cloudwatch_event_rule");
  const isHub = ({ block }: Resource) => block.event_bus_name !== undefined;
  const forwarding = rules.filter(
    (rule) => !isHub(rule) && targetsOf(rule).some(({ block }) => block.arn === alertBusArn(estate)),
  );
  const notifying = rules.filter(
    (rule) => isHub(rule) && targetsOf(rule).some(({ block }) => String(block.arn).includes("aws_sns_topic.")),
  );
  return (failure) => {
    const event = eventOf(failure);
    const takes = ({ block }: Resource) => matchesEvent(String(block.event_pattern), event);
    const { accountId, region } = failure.job;
    return (
      forwarding.some((rule) => rule.accountId === accountId && rule.region === region && takes(rule)) &&
      notifying.some(takes)
    );
  };
}
