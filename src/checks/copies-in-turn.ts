import { estateRule } from "../diagnostics/rule.ts";
import { turnComplaint } from "../proof/hold-words.ts";
import { jobsInTheWay } from "../proof/jobs-in-the-way.ts";

export const copiesInTurn = estateRule({
  id: "copies-in-turn",
  severity: "warning",
  what: "copies to several Regions that may take longer than AWS tries the last of them, on which no promise rests",
  why: "The copies of a backup are made one after the other. AWS tries a copy for 2 hours and does not say that waiting for another is something else.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "plans/silver.yaml": "rules: { monthly: { copyWithin: 4h } }" },
    good: { "plans/silver.yaml": "rules: { monthly: { copyWithin: 2h } }" },
  },
  check: (estate) =>
    jobsInTheWay(estate)
      .turns.filter(({ broken }) => broken === null)
      .map(turnComplaint),
});
