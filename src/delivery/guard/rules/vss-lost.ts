import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planPairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

const settings = (windowsVss: string, s3: object = {}) => ({
  gold: { advanced_backup_settings: { ec2: { windows_vss: { "@@assign": windowsVss } }, ...s3 } },
});

export const vssLost = planRule({
  id: "vss-lost",
  severity: "error",
  what: "a plan no longer backs up Windows through VSS",
  why: "Its backups are not consistent for the applications on Windows any more, and every job is COMPLETED.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html",
  example: policyExample({
    before: settings("enabled"),
    bad: settings("disabled"),
    good: settings("enabled", { s3: { backup_acls: { "@@assign": "enabled" } } }),
  }),
  check: (change) =>
    planPairsOf(changedPolicy(change))
      .filter(({ before, after }) => isOn(valueIn(before.windowsVss)) && !isOn(valueIn(after.windowsVss)))
      .map(({ before }) => ({
        path: ["content"],
        got: `plan ${before.name} no longer backs up Windows through VSS`,
        use: "keep it",
      })),
});

const isOn = (windowsVss: string | null) => windowsVss === "enabled";
