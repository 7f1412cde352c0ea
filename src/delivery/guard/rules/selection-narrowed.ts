import { changedPolicy } from "../backup/changed-policy.ts";
import { lostSelections } from "../backup/lost-selections.ts";
import { policyExample } from "../backup/policy-example.ts";
import { planPairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

export const selectionNarrowed = planRule({
  id: "selection-narrowed",
  severity: "error",
  what: "resources that a plan selected are not selected any more",
  why: "They are backed up no more, and nothing says so.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: {
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
    bad: {
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
    good: {
      gold: {
        selections: {
          tags: {
            tagged: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/lockstep-AWSBackup-backup" },
              tag_key: { "@@assign": "plan" },
              tag_value: { "@@assign": ["gold", "gilt", "golden"] },
            },
          },
        },
      },
    },
  }),
  check: (change) =>
    planPairsOf(changedPolicy(change)).flatMap(({ before, after }) => {
      const lost = lostSelections(before.selections, after.selections);
      if (lost.length === 0) return [];
      return [{ path: ["content"], got: `plan ${before.name} no longer selects ${several(lost)}`, use: "keep them" }];
    }),
});
