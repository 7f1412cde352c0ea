import type { PlanView } from "../../../aws/policy/policy-view.ts";
import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planPairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

export const backupRoleChanged = planRule({
  id: "backup-role-changed",
  severity: "error",
  what: "a plan backs up with another role",
  why: "Where that role does not exist, or may not, no backup starts.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: {
      gold: {
        selections: {
          tags: {
            tagged: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/lockstep-AWSBackup-backup" },
              tag_key: { "@@assign": "plan" },
              tag_value: { "@@assign": ["gold"] },
            },
          },
        },
      },
    },
    bad: {
      gold: {
        selections: {
          tags: {
            tagged: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/mine" },
              tag_key: { "@@assign": "plan" },
              tag_value: { "@@assign": ["gold"] },
            },
          },
        },
      },
    },
    good: {
      gold: {
        selections: {
          tags: {
            tagged: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/lockstep-AWSBackup-backup" },
              tag_key: { "@@assign": "plan" },
              tag_value: { "@@assign": ["gold", "gilt"] },
            },
          },
        },
      },
    },
  }),
  check: (change) =>
    planPairsOf(changedPolicy(change)).flatMap(({ before, after }) => {
      const [from, to] = [rolesOf(before), rolesOf(after)];
      const roles = to.filter((role) => !from.includes(role));
      if (from.length === 0 || roles.length === 0) return [];
      return [
        {
          path: ["content"],
          got: `plan ${before.name} backs up with ${several(roles)} instead of ${several(from)}`,
          use: "keep the role",
        },
      ];
    }),
});

const rolesOf = ({ selections }: PlanView) => [...new Set(selections.flatMap(({ role }) => valueIn(role) ?? []))];
