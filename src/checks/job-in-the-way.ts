import { estateRule } from "../diagnostics/rule.ts";
import { holdComplaint } from "../proof/hold-words.ts";
import { jobsInTheWay } from "../proof/jobs-in-the-way.ts";

export const jobInTheWay = estateRule({
  id: "job-in-the-way",
  severity: "warning",
  what: "a backup or copy that may be in the way of the next, on which no promise rests",
  why: "AWS makes one backup or copy of a resource at a time; at these starts a recovery point may be missing that somebody counts on.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  example: {
    bad: { "plans/silver.yaml": "promise: { rpo: 4d, isolatedRpo: 5d }\nrules: { monthly: { completeWithin: 14h } }" },
    good: { "plans/silver.yaml": "promise: { rpo: 4d, isolatedRpo: 5d }\nrules: { monthly: { completeWithin: 8h } }" },
  },
  check: (estate) =>
    jobsInTheWay(estate)
      .withinPlans.filter(({ broken }) => broken === null)
      .map(holdComplaint),
});
