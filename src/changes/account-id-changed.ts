import { inAccount } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountNamed } from "./between/accounts.ts";

export const accountIdChanged = changeRule({
  id: "account-id-changed",
  severity: "error",
  what: "a file that is for another account now",
  why: "The vaults of the former account stay behind without a stack.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": 'account: "777777777777"' },
    good: { "accounts/sandbox.yaml": 'account: "666666666603"' },
  },
  check: (base, head) =>
    base.accounts.flatMap(({ name, accountId: was }) => {
      const is = accountNamed(head, name)?.accountId;
      if (is === undefined || is === was) return [];
      return [
        {
          at: inAccount(name, "account"),
          got: `got "${is}", was "${was}"`,
          why: `the vaults of ${was} stay behind without a stack`,
          use: `use "${was}" here, and a file of its own for ${is}`,
        },
      ];
    }),
});
