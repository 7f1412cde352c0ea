import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { firstAndOthers } from "../estate/first-and-others.ts";
import { accountClasses } from "../model.ts";

export const sealedNamesAccounts = estateRule({
  id: "sealed-names-accounts",
  severity: "error",
  what: "a sealed central account whose policies name accounts one by one",
  why: "The pipeline could onboard no account of its class that is in no unit: a person would have to.",
  source: null,
  example: {
    bad: { "organization.yaml": "central: { nonprod: { sealed: true } }" },
    good: {
      "organization.yaml":
        "central: { nonprod: { sealed: true } }\nunits: { everybody: { path: ou-ab12-5e6f7a8b, class: nonprod, plans: [bronze] } }",
      "accounts/payments-dev.yaml": "unit: everybody\nplans: null",
      "accounts/sandbox.yaml": "unit: everybody\nplans: null",
      "accounts/storefront-staging.yaml": "unit: everybody\nplans: [silver]",
    },
  },
  check: (estate) =>
    accountClasses.flatMap((cls) => {
      if (!estate.central[cls].isSealed) return [];
      // retired ones are named until they are gone, and nobody onboards them
      const listed = estate.accounts.filter(
        (account) => account.class === cls && account.unit === null && account.state === "active",
      );
      if (listed.length === 0) return [];
      return [
        {
          at: inOrganization("central", cls, "sealed"),
          got: `got true, but central ${cls} names accounts that are in no unit, ${firstAndOthers(listed)}, and the pipeline could not change that list any more`,
          use: "put them into units, or write false",
        },
      ];
    }),
});
