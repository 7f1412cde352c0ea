import { fileRule } from "../../diagnostics/rule.ts";

export const accountIdQuotes = fileRule({
  id: "account-id-quotes",
  severity: "error",
  what: "an account id without quotes",
  why: "YAML reads it as a number and drops leading zeros.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "account: 666666666603" },
    good: { "accounts/sandbox.yaml": 'account: "666666666603"' },
  },
});
