import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const vssDropped = changeRule({
  id: "vss-dropped",
  severity: "warning",
  what: "a plan that no longer backs up Windows through VSS",
  why: "Its backups go on and are as after a power cut: databases on Windows may not start from them.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/windows-backups.html",
  example: {
    before: { "plans/gold.yaml": "windowsVss: true" },
    bad: { "plans/gold.yaml": "windowsVss: false" },
    good: { "plans/gold.yaml": "windowsVss: true" },
  },
  check: (base, head) =>
    base.plans.flatMap(({ name, windowsVss }) => {
      const is = head.plans.find((plan) => plan.name === name);
      if (!windowsVss || !is || is.windowsVss) return [];
      return [
        {
          at: inPlan(name, "windowsVss"),
          got: "got no Windows VSS, was backed up through it",
          why: "backups of Windows on EC2 are not consistent for its applications after the deployment",
          use: "use windowsVss: true again unless that is meant",
        },
      ];
    }),
});
