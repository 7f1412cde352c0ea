import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { ouPath } from "../estate/ou-path.ts";
import type { Unit } from "../model.ts";

export const unitPathChanged = changeRule({
  id: "unit-path-changed",
  severity: "warning",
  what: "a unit that is another OU now",
  why: "Accounts that are still in the former one get no backups, and central refuses their copies.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    bad: { "organization.yaml": "units: { data-platform: { path: ou-ab12-9f8e7d6c } }" },
    good: { "organization.yaml": "units: { data-platform: { path: ou-ab12-1a2b3c4d } }" },
  },
  check: (base, head) =>
    base.units.flatMap((was) => {
      const is = head.units.find(({ name }) => name === was.name);
      if (!is || pathOf(is) === pathOf(was)) return [];
      return [
        {
          at: inOrganization("units", was.name, "path"),
          got: `got ${pathOf(is)}, was ${pathOf(was)}`,
          why: "accounts that are still there get no backups, and central refuses their copies",
          use: "move them in AWS Organizations with the deployment, or use the former path",
        },
      ];
    }),
});

/** As config writes it: the OUs from below the root. */
const pathOf = (unit: Unit) => ouPath(unit).ous.join("/");
