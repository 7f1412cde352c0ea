import { isTypeUncopied } from "../aws/copy-limits.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { typesPlace, uncopiedByType, uncopiedKinds, uncopiedWords } from "../estate/uncopied-kinds.ts";

export const kindNotCopied = estateRule({
  id: "kind-not-copied",
  severity: "warning",
  what: "a plan that copies names types whose pattern also selects a kind of resource that AWS cannot copy",
  why: "Nothing in a policy tells them apart, such as RDS Multi-AZ clusters from Aurora; where there is one, its copy jobs fail.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: { "plans/bronze.yaml": "select: { types: [Aurora, EBS] }" },
    good: {
      "plans/bronze.yaml": "select: { types: [Aurora, EBS] }\nuncopied: { RDS: no account has a Multi-AZ cluster }",
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
          return [
            {
              at: typesPlace(of.plan),
              got: `got types whose pattern also selects ${path}`,
              why: obstacle,
              use: `use optIn without ${type}, or uncopied: { ${type}: <why there is none, or local backups are enough> }`,
            },
          ];
        }),
      ),
});
