import { isTypeUncopied } from "../aws/copy-limits.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { typesPlace, uncopiedByType, uncopiedKinds, uncopiedWords } from "../estate/uncopied-kinds.ts";

export const kindNotCopied = estateRule({
  id: "kind-not-copied",
  severity: "warning",
  what: "a plan that copies names types whose pattern also selects a kind of resource that AWS cannot copy",
  why: "Nothing in a policy tells them apart, such as RDS Multi-AZ clusters from Aurora, or what an option, an engine or a storage class keeps from being copied; where there is one, its copy jobs fail.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: { "plans/bronze.yaml": "select: { types: [Aurora, EBS] }" },
    good: {
      "plans/bronze.yaml":
        'select: { types: [Aurora, EBS] }\nabsent: { "RDS Multi-AZ cluster": a Config rule finds none in any account }',
    },
  },
  check: (estate) =>
    uncopiedKinds(estate)
      // a plan without types may reach the kind wherever the type is opted in: that says nothing of what is there
      .filter(({ plan }) => plan.selection.types.length > 0)
      .flatMap((of) =>
        uncopiedByType(of).flatMap(({ type, all }) => {
          if (all.some(({ reach, toRegion }) => isTypeUncopied(type, reach.region, toRegion))) return [];
          const { path, obstacle } = uncopiedWords(estate, all);
          const absent = [...new Set(all.map(({ kind }) => `"${kind.name}": <how you know that there is none>`))];
          return [
            {
              at: typesPlace(of.plan),
              got: `got types whose pattern also selects ${path}`,
              why: obstacle,
              use: `use absent: { ${absent.join(", ")} }, or uncopied: { ${type}: <why local backups are enough> }`,
            },
          ];
        }),
      ),
});
