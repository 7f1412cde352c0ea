import { isTypeUncopied } from "../aws/copy-limits.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { typesPlace, uncopiedByType, uncopiedKinds, uncopiedWords } from "../estate/uncopied-kinds.ts";

export const typesNotCopied = estateRule({
  id: "types-not-copied",
  severity: "error",
  what: "a plan that copies reaches a resource type that AWS cannot copy to central, and gives no reason",
  why: "AWS accepts the plan; each such copy job would fail at night, and only the local backup would be there.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    at: "plans/gold.yaml",
    bad: {
      "organization.yaml": "optIn: { types: [Redshift, EBS, RDS, S3] }",
      "plans/gold.yaml": "select: { types: [Redshift, EBS, RDS, S3] }",
    },
    good: {
      "organization.yaml": "optIn: { types: [EBS, RDS, S3] }",
      "plans/gold.yaml": "select: { types: [EBS, RDS, S3] }",
    },
  },
  check: (estate) =>
    uncopiedKinds(estate).flatMap((of) =>
      uncopiedByType(of).flatMap(({ type, all }) => {
        const whole = all.filter(({ reach, toRegion }) => isTypeUncopied(type, reach.region, toRegion));
        if (whole.length === 0) return [];
        const { path, obstacle } = uncopiedWords(estate, whole);
        return [
          {
            at: typesPlace(of.plan),
            got: `got ${path}`,
            why: `${obstacle}, and each copy job would fail`,
            use: `use select.types or optIn without ${type}, or uncopied: { ${type}: <why local backups are enough> }`,
          },
        ];
      }),
    ),
});
