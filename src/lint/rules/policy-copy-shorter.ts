import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { planRule } from "../policy-rule.ts";

const [central = ""] = Object.keys(soundPolicy.plans.p.rules.daily.copy_actions);

export const policyCopyShorter = planRule({
  id: "policy-copy-shorter",
  severity: "warning",
  what: "a copy that is deleted before the backup it was made from",
  why: "Copies count from the backup's own day: on the day the account is lost the older ones are gone.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: inRule({ copy_actions: { [central]: { lifecycle: { delete_after_days: { "@@assign": "30" } } } } }),
    good: inRule({ copy_actions: { [central]: { lifecycle: { delete_after_days: { "@@assign": "90" } } } } }),
  },
  check: ({ rules }) =>
    rules.flatMap((rule) =>
      rule.copies.flatMap((copy) => {
        const [kept, source] = [said(copy.lifecycle.deleteAfterDays), said(rule.lifecycle.deleteAfterDays)];
        if (!kept || !source || kept.value >= source.value) return [];
        const got = `got deletion after ${kept.value} days, before the backup it is made from, which lives ${source.value}`;
        return [{ at: kept.at, got, use: `use ${source.value} or more` }];
      }),
    ),
});
