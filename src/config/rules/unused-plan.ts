import { fileRule } from "../../diagnostics/rule.ts";

export const unusedPlan = fileRule({
  id: "unused-plan",
  severity: "warning",
  what: "a plan that no account or unit has",
  why: "What is tagged for it is backed up by nothing.",
  source: null,
  example: {
    bad: {
      "plans/tin.yaml": {
        whole:
          "promise: { rpo: 36h, isolatedRpo: 48h, rto: 1d }\nselect: { tag: { backup-plan: tin }, types: [EBS] }\nrules: { nightly: { schedule: cron(0 3 ? * * *), startWithin: 2h, completeWithin: 8h, copyWithin: 2h, keep: { local: 7d, central: 35d } } }",
      },
    },
    good: {
      "plans/tin.yaml": {
        whole:
          "promise: { rpo: 36h, isolatedRpo: 48h, rto: 1d }\nselect: { tag: { backup-plan: tin }, types: [EBS] }\nrules: { nightly: { schedule: cron(0 3 ? * * *), startWithin: 2h, completeWithin: 8h, copyWithin: 2h, keep: { local: 7d, central: 35d } } }",
      },
      "accounts/sandbox.yaml": "plans: [bronze, tin]",
    },
  },
});
