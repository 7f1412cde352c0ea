import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const organizationChanged = changeRule({
  id: "organization-changed",
  severity: "warning",
  what: "another organization id or root",
  why: "Vaults and keys trust the organization by its id, units by their path: copies fail until every stack is applied.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    bad: { "organization.yaml": "organization: { id: o-zyxwvutsrq }" },
    good: { "organization.yaml": "organization: { id: o-a1b2c3d4e5 }" },
  },
  check: (base, head) => {
    const changed = (was: string, is: string, key: string) =>
      was === is
        ? []
        : [
            {
              at: inOrganization("organization", key),
              got: `got ${is}, was ${was}`,
              why: "copies fail until every stack is applied",
              use: `use ${was} unless it was wrong`,
            },
          ];
    return [
      ...changed(base.organization.id, head.organization.id, "id"),
      ...changed(base.organization.rootId, head.organization.rootId, "root"),
    ];
  },
});
