import { fileRule } from "../../diagnostics/rule.ts";

export const accountTwice = fileRule({
  id: "account-twice",
  severity: "error",
  what: "an account id in two places",
  why: "Two stacks would fight over one set of vaults; a central account that is also an application account is not isolated.",
  source: null,
  example: {
    at: "accounts/sandbox.yaml",
    bad: { "accounts/sandbox.yaml": 'account: "666666666601"' },
    good: { "accounts/sandbox.yaml": 'account: "666666666603"' },
  },
});
