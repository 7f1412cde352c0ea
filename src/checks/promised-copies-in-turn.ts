import { estateRule } from "../diagnostics/rule.ts";
import { turnComplaint } from "../proof/hold-words.ts";
import { jobsInTheWay } from "../proof/jobs-in-the-way.ts";

export const promisedCopiesInTurn = estateRule({
  id: "promised-copies-in-turn",
  severity: "error",
  what: "copies to several Regions that may take longer than AWS tries the last of them, so that a promised RPO is not kept",
  why: "The copies of a backup are made one after the other. AWS tries a copy for 2 hours and does not say that waiting for another is something else; the last then fails whenever the others are slow.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { copyWithin: 6h } }" },
    good: { "plans/bronze.yaml": "rules: { nightly: { copyWithin: 2h } }" },
  },
  check: (estate) =>
    jobsInTheWay(estate)
      .turns.filter(({ broken }) => broken !== null)
      .map(turnComplaint),
});
