import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const unitRenamed = changeRule({
  id: "unit-renamed",
  severity: "error",
  what: "a unit with another name",
  why: "Its policies would be attached and detached at once, and may end up detached.",
  source: null,
  example: {
    bad: {
      "organization.yaml":
        "units: { data-platform: null, lakes: { path: ou-ab12-1a2b3c4d, class: prod, plans: [silver, bronze] } }",
      "accounts/lakehouse-prod.yaml": "unit: lakes",
      "accounts/warehouse-prod.yaml": "unit: lakes",
    },
    good: { "organization.yaml": "units: { lakes: { path: ou-ab12-9f8e7d6c, class: prod, plans: [] } }" },
  },
  check: (base, head) => {
    const baseNames = new Set(base.units.map(({ name }) => name));
    return base.units.flatMap((was) => {
      if (head.units.some(({ name }) => name === was.name)) return [];
      const renamed = head.units.find(({ name, ouId }) => ouId === was.ouId && !baseNames.has(name));
      if (!renamed) return [];
      return [
        {
          at: { ...inOrganization("units", renamed.name), key: true as const },
          got: `got unit ${renamed.name} for ${was.ouId}, was ${was.name}`,
          why: "its policies would be attached and detached in one deployment, in no order, and may end up detached",
          use: `use ${was.name}`,
        },
      ];
    });
  },
});
