import { fileRule } from "../../diagnostics/rule.ts";

export const partition = fileRule({
  id: "partition",
  severity: "error",
  what: "Regions of two partitions",
  why: "Nothing can be copied from one partition to another.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: { "accounts/sandbox.yaml": "regions: [cn-north-1]" },
    good: { "accounts/sandbox.yaml": "regions: [eu-west-2]" },
  },
});
