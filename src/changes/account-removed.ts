import { accountFile, inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountsGone } from "./between/accounts.ts";

export const accountRemoved = changeRule({
  id: "account-removed",
  severity: "error",
  what: "an account whose file is gone",
  why: "Its vaults, keys and state stay behind, and central no longer lets its copies back.",
  source: null,
  example: {
    at: "organization.yaml",
    bad: { "accounts/sandbox.yaml": null },
    good: { "accounts/sandbox.yaml": "state: retired" },
  },
  check: (base, head) =>
    accountsGone(base, head)
      .filter(({ state }) => state !== "retired")
      .map(({ name, accountId }) => ({
        at: inOrganization(),
        got: `got no ${accountFile(name)}, which was account ${accountId}`,
        why: "its vaults and state stay behind, and central lets none of its copies back",
        use: "use the file with state: retired",
      })),
});
