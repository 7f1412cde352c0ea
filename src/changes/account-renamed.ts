import { accountFile, inAccount } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountNamed, accountWithId } from "./between/accounts.ts";

const sandbox = { whole: 'account: "666666666603"\nclass: nonprod\nowner: platform@acme.example\nplans: [bronze]' };

export const accountRenamed = changeRule({
  id: "account-renamed",
  severity: "error",
  what: "an account whose file has another name",
  why: "Stack and state are named after the file: all of it would be made once more, and AWS refuses.",
  source: null,
  example: {
    at: "accounts/playground.yaml",
    bad: { "accounts/sandbox.yaml": null, "accounts/playground.yaml": sandbox },
    good: { "accounts/sandbox.yaml": sandbox },
  },
  check: (base, head) =>
    base.accounts.flatMap(({ name, accountId }) => {
      const renamed = accountNamed(head, name) ? undefined : accountWithId(head, accountId);
      if (!renamed) return [];
      return [
        {
          at: inAccount(renamed.name),
          got: `got account ${accountId} as ${renamed.name}, was ${name}`,
          why: "stack and state are named after the file",
          use: `use ${accountFile(name)}`,
        },
      ];
    }),
});
