import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountClasses } from "../model.ts";

export const homeRegionChanged = changeRule({
  id: "home-region-changed",
  severity: "warning",
  what: "another home Region of a central account",
  why: "New copies in the two Regions swap their retentions.",
  source: null,
  example: {
    bad: { "organization.yaml": "central: { prod: { regions: [eu-west-1, eu-west-2] } }" },
    good: { "organization.yaml": "central: { prod: { regions: [eu-west-2, eu-west-1, eu-central-1] } }" },
  },
  check: (base, head) =>
    accountClasses.flatMap((cls) => {
      const [was, is] = [base.central[cls], head.central[cls]];
      // another account, or a Region that is gone, is an error of its own
      if (was.accountId !== is.accountId || was.regions.some((region) => !is.regions.includes(region))) return [];
      const [[wasHome], [isHome]] = [was.regions, is.regions];
      if (wasHome === isHome) return [];
      return [
        {
          at: inOrganization("central", cls, "regions"),
          got: `got ${isHome} as home Region, was ${wasHome}`,
          why: `new copies there are kept as keep.central says, those in ${wasHome} as keep.further`,
          use: `use ${wasHome} first unless that is meant`,
        },
      ];
    }),
});
