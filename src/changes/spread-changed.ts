import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { minutesText } from "../words/units-text.ts";

export const spreadChanged = changeRule({
  id: "spread-changed",
  severity: "warning",
  what: "a plan whose starts are spread over another time",
  why: "Most units and accounts get another policy of the plan: once, a start comes up to that much later, and a continuous backup may have to begin anew.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html",
  example: {
    bad: { "plans/bronze.yaml": "spread: 2h" },
    good: { "plans/bronze.yaml": "rules: { nightly: { schedule: cron(0 4 ? * * *) } }" },
  },
  check: (base, head) =>
    head.plans.flatMap(({ name, rules, spreadMinutes: is }) => {
      const was = base.plans.find((plan) => plan.name === name)?.spreadMinutes ?? is;
      if (was === is) return [];
      const isContinuous = rules.some(({ continuous }) => continuous);
      const anew = isContinuous
        ? "; AWS makes the plan anew there, and with it what its continuous backups rest on"
        : "";
      return [
        {
          at: inPlan(name, "spread"),
          got: `got ${spreadText(is)}, was ${spreadText(was)}`,
          why: `most units and accounts get another policy of the plan, and once, up to ${minutesText(Math.max(was, is))} more passes between two backups${anew}`,
          use: "deploy it when none of its backups runs",
        },
      ];
    }),
});

const spreadText = (minutes: number) => (minutes === 0 ? "no spread" : `a spread of ${minutesText(minutes)}`);
