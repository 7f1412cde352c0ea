import { fileRule } from "../../diagnostics/rule.ts";

export const unknownKey = fileRule({
  id: "unknown-key",
  severity: "error",
  what: "a key that is not known here",
  why: "A misspelt key would otherwise be a protection that is written and not there.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "onwer: platform@acme.example" },
    good: { "accounts/sandbox.yaml": "owner: platform@acme.example" },
  },
});
