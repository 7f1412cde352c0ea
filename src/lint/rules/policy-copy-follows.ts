import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { planRule } from "../policy-rule.ts";

const [central = ""] = Object.keys(soundPolicy.plans.p.rules.daily.copy_actions);

export const policyCopyFollows = planRule({
  id: "policy-copy-follows",
  severity: "warning",
  what: "a copy that does not say when it is deleted",
  why: "It follows the lifecycle of what it was copied from, or is never deleted: nobody decided which.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: inRule({ copy_actions: { [central]: { lifecycle: null } } }),
    good: inRule({ copy_actions: { [central]: { lifecycle: { delete_after_days: { "@@assign": "35" } } } } }),
  },
  check: ({ rules }, isBroken) =>
    rules.flatMap(({ copies }) =>
      copies.flatMap(({ lifecycle, at }) => {
        if (said(lifecycle.deleteAfterDays) || isBroken(pointerTo(at.pointer, "lifecycle"))) return [];
        const what = lifecycle.at ? "no delete_after_days in the lifecycle of a copy" : "a copy without a lifecycle";
        const got = `got ${what}, so that it follows the backup it is made from or never expires`;
        return [{ at: lifecycle.at ?? at, got, use: "use delete_after_days" }];
      }),
    ),
});
