import { accountFile, inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountsGone } from "./between/accounts.ts";

export const retiredAccountRemoved = changeRule({
  id: "retired-account-removed",
  severity: "warning",
  what: "a retired account whose file is gone",
  why: "Central no longer lets its copies back, and Terraform must have let go of its stack before.",
  source: null,
  example: {
    at: "organization.yaml",
    bad: { "accounts/legacy-crm.yaml": null },
    good: { "accounts/legacy-crm.yaml": "state: retired" },
  },
  check: (base, head) =>
    accountsGone(base, head)
      .filter(({ state }) => state === "retired")
      .map(({ name, accountId }) => ({
        at: inOrganization(),
        got: `got no ${accountFile(name)}, which was retired account ${accountId}`,
        why: "central lets none of its copies back any more",
        use: "use the file until nobody needs them, and the workflow retire before it goes",
      })),
});
