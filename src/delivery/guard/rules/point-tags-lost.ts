import type { RuleView } from "../../../aws/policy/policy-view.ts";
import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { rulePairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";
import { several } from "../several.ts";

const tagged = (value: string, days: string) => ({
  gold: {
    rules: {
      daily: {
        lifecycle: { delete_after_days: { "@@assign": days } },
        recovery_point_tags: { "tag-1": { tag_key: { "@@assign": "tier" }, tag_value: { "@@assign": value } } },
      },
    },
  },
});

export const pointTagsLost = planRule({
  id: "point-tags-lost",
  severity: "error",
  what: "recovery points lose a tag, or get another value of it",
  why: "What finds them by it, such as a restore test or a policy, finds new ones no more.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html",
  example: policyExample({
    before: tagged("one", "30"),
    bad: tagged("two", "30"),
    good: tagged("one", "35"),
  }),
  check: (change) =>
    rulePairsOf(changedPolicy(change)).flatMap(({ name, before, after }) => {
      const kept = tagsOf(after);
      const lost = tagsOf(before).filter((tag) => !kept.includes(tag));
      if (lost.length === 0) return [];
      return [{ path: ["content"], got: `recovery points of ${name} no longer get ${several(lost)}`, use: "keep it" }];
    }),
});

const tagsOf = ({ recoveryPointTags }: RuleView): readonly string[] =>
  recoveryPointTags.map(({ key, value }) => `${valueIn(key)} = ${valueIn(value)}`);
