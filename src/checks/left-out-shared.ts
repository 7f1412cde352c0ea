import { resourceTypePatterns, resourceTypes } from "../aws/resource-types.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";

export const leftOutShared = estateRule({
  id: "left-out-shared",
  severity: "error",
  what: "a resource type is left out, and others with it that are not named",
  why: "Backup policies know them by one pattern, so that all of them would lose their backups.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: { "organization.yaml": "leftOut: { graphs: { types: [Neptune], reason: they are built from the ledger } }" },
    good: {
      "organization.yaml": "leftOut: { series: { types: [Timestream], reason: they are built from the ledger } }",
    },
  },
  check: ({ leftOut, partition }) => {
    const all = new Set(leftOut.flatMap(({ types }) => types));
    return leftOut.flatMap(({ name, types }) =>
      types.flatMap((type) => {
        const patterns = resourceTypePatterns(type, partition);
        const others = resourceTypes.filter(
          (other) =>
            !all.has(other) && resourceTypePatterns(other, partition).some((pattern) => patterns.includes(pattern)),
        );
        if (others.length === 0) return [];
        return [
          {
            at: inOrganization("leftOut", name, "types"),
            got: `got ${type}, which a backup policy cannot tell from ${others.join(" and ")}`,
            use: `use tag, or name ${others.join(" and ")} as well`,
          },
        ];
      }),
    );
  },
});
