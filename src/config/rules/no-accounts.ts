import { fileRule } from "../../diagnostics/rule.ts";

export const noAccounts = fileRule({
  id: "no-accounts",
  severity: "error",
  what: "no application account",
  why: "It is most likely the wrong folder.",
  source: null,
  example: {
    at: "organization.yaml",
    bad: {
      "accounts/lakehouse-prod.yaml": null,
      "accounts/ledger-prod.yaml": null,
      "accounts/legacy-crm.yaml": null,
      "accounts/payments-dev.yaml": null,
      "accounts/payments-prod.yaml": null,
      "accounts/sandbox.yaml": null,
      "accounts/storefront-prod.yaml": null,
      "accounts/storefront-staging.yaml": null,
      "accounts/warehouse-prod.yaml": null,
    },
    good: { "accounts/sandbox.yaml": "plans: [bronze]" },
  },
});
