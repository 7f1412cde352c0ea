import { estateRule } from "../diagnostics/rule.ts";
import { holdComplaint } from "../proof/hold-words.ts";
import { jobsInTheWay } from "../proof/jobs-in-the-way.ts";

export const promisedJobInTheWay = estateRule({
  id: "promised-job-in-the-way",
  severity: "error",
  what: "a backup or copy that may be in the way of the next, so that a promised RPO is not kept",
  why: "AWS makes one backup or copy of a resource at a time, each within the windows that config gives it; a backup that finds no room within its start window expires, and a copy that waits too long fails.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html",
  example: {
    bad: {
      "plans/bronze.yaml": "promise: { rpo: 48h, isolatedRpo: 53h }\nrules: { nightly: { completeWithin: 22h } }",
    },
    good: {
      "plans/bronze.yaml": "promise: { rpo: 48h, isolatedRpo: 53h }\nrules: { nightly: { completeWithin: 12h } }",
    },
  },
  check: (estate) =>
    jobsInTheWay(estate)
      .withinPlans.filter(({ broken }) => broken !== null)
      .map(holdComplaint),
});
