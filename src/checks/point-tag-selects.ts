import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";

export const pointTagSelects = estateRule({
  id: "point-tag-selects",
  severity: "error",
  what: "a tag on recovery points that plans select resources by",
  why: "It wins over the resource's own tag, and what is restored with its tags falls to another plan, or to none.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/tags-on-backups.html",
  example: {
    bad: { "plans/gold.yaml": "recoveryPointTags: { backup-plan: copied }" },
    good: { "plans/gold.yaml": "recoveryPointTags: { made-by: gold }" },
  },
  check: (estate) => {
    // tag policies take keys that differ in case alone for one
    const selecting = new Map([
      ...estate.leftOut.map(({ name, tagKey }) => [tagKey.toLowerCase(), `${name} is left out`] as const),
      ...estate.plans.map(({ name, selection }) => [selection.tagKey.toLowerCase(), `plan ${name} selects`] as const),
    ]);
    return estate.plans.flatMap(({ name, rules }) => {
      const keys = new Set(rules.flatMap(({ recoveryPointTags }) => recoveryPointTags.map(({ key }) => key)));
      return [...keys].flatMap((key) => {
        const by = selecting.get(key.toLowerCase());
        if (by === undefined) return [];
        const isOfAll = rules.every(({ recoveryPointTags }) => recoveryPointTags.some((tag) => tag.key === key));
        const [own] = rules.filter(({ recoveryPointTags }) => recoveryPointTags.some((tag) => tag.key === key));
        return [
          {
            at:
              isOfAll || !own
                ? inPlan(name, "recoveryPointTags")
                : inPlan(name, "rules", own.name, "recoveryPointTags"),
            got: `got ${key}, by which ${by}`,
            use: "use another key",
          },
        ];
      });
    });
  },
});
