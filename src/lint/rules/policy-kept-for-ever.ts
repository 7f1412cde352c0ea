import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { said, valueIn } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { planRule } from "../policy-rule.ts";

export const policyKeptForEver = planRule({
  id: "policy-kept-for-ever",
  severity: "warning",
  what: "a rule that does not say when its backups are deleted",
  why: "They are kept, and paid for, for ever; a vault lock with a maximum refuses them.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html",
  example: {
    bad: inRule({ lifecycle: null }),
    good: inRule({ lifecycle: { delete_after_days: { "@@assign": "35" } } }),
  },
  check: ({ rules }, isBroken) =>
    rules.flatMap(({ lifecycle, continuous, at }) => {
      // continuous backup without days is an error of its own
      if (valueIn(continuous) === true) return [];
      if (said(lifecycle.deleteAfterDays) || isBroken(pointerTo(at.pointer, "lifecycle"))) return [];
      const got = "got no delete_after_days, so that its backups are kept for ever";
      return [{ at: lifecycle.at ?? at, got, use: "use the days to keep them" }];
    }),
});
