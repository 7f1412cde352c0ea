import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { planRule } from "../policy-rule.ts";
import { policyWindow } from "./policy-window.ts";
import { policyWindowSeconds } from "./policy-window-seconds.ts";

export const policyWindowCompletion = planRule({
  id: "policy-window-completion",
  severity: "warning",
  what: "a completion window less than an hour longer than the start window",
  why: "A job that starts late has hardly any time left if both are meant to count from the schedule.",
  source: null,
  example: {
    bad: inRule({ complete_backup_window_minutes: { "@@assign": "90" } }),
    good: inRule({ complete_backup_window_minutes: { "@@assign": "120" } }),
  },
  check: (plan) =>
    plan.rules.flatMap((rule) => {
      const [start, complete] = [said(rule.startWithinMinutes), said(rule.completeWithinMinutes)];
      const least = start && start.value + 60;
      if (!complete || least === null || complete.value >= least) return [];
      // a window that is wrong by itself says nothing about the other one
      const alone = { ...plan, rules: [rule] };
      if (policyWindow.check(alone, () => false).length + policyWindowSeconds.check(alone, () => false).length > 0) {
        return [];
      }
      return [
        {
          at: complete.at,
          got: `got ${complete.value} with a start window of ${start?.value}`,
          use: `use ${least} or more, so that a job that starts last has an hour`,
        },
      ];
    }),
});
