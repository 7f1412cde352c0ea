import { inPlan } from "../examples/in-plan.ts";
import { soundPolicy } from "../examples/sound-policy.ts";
import { planRule } from "../policy-rule.ts";

const { iam_role_arn } = soundPolicy.plans.p.selections.resources.chosen;
const tags = { gold: { iam_role_arn, tag_key: { "@@assign": "backup-plan" }, tag_value: { "@@assign": ["gold"] } } };

export const policySelectionKind = planRule({
  id: "policy-selection-kind",
  severity: "error",
  what: "a plan that selects both by tags and by resources",
  why: "AWS takes one of the two; the plan is not valid and backs nothing up.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: inPlan({ selections: { tags } }),
    good: inPlan({ selections: { resources: null, tags } }),
  },
  check: ({ tagSelectionsAt: tagsAt, resourceSelectionsAt: at }) =>
    tagsAt && at
      ? [
          {
            at,
            got: "got tags and resources",
            use: "use one of them: resources with conditions on tags stands for both",
          },
        ]
      : [],
});
