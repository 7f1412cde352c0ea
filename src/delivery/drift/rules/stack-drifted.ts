import { changeTitle } from "../../report/change-title.ts";
import { exemplarDiff } from "../../report/exemplar-diff.ts";
import { deedCounts } from "../../resources/deed.ts";
import { driftRule } from "../drift-rule.ts";

const longestDiff = 1500;
const address = "aws_backup_vault_lock_configuration.eu-west-2_lock";

export const stackDrifted = driftRule({
  id: "stack-drifted",
  severity: "error",
  what: "what AWS holds of a stack is not what was applied last",
  why: "Somebody changed it beside the pipeline: it may keep backups shorter than anybody reviewed, and the next apply puts it back.",
  source: "developer.hashicorp.com/terraform/cli/commands/plan",
  word: "drift",
  title: "Changed beside the pipeline",
  use: "What AWS holds is not what was applied. Each line shows what an apply would put back: find out who changed it and why, then either dispatch deploy or write the change into config.",
  folded: "one of them in full",
  example: {
    bad: {
      outcome: "changed",
      changes: [
        {
          address,
          type: "aws_backup_vault_lock_configuration",
          actions: ["update"],
          attributes: [{ path: ["min_retention_days"], before: "1", after: "7" }],
        },
      ],
      error: "",
    },
    good: { outcome: "unchanged", changes: [], error: "" },
  },
  check: (_, summary) =>
    summary?.outcome === "changed"
      ? {
          words: deedCounts(summary.changes),
          // without Markdown: it is marked up where it is shown, also when it comes back by way of the issue
          got: changeTitle(summary).replaceAll("`", ""),
          shape: summary.shape,
          lines: exemplarDiff(summary, longestDiff),
        }
      : null,
});
