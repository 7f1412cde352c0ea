import { fileRule } from "../../diagnostics/rule.ts";

export const missingKey = fileRule({
  id: "missing-key",
  severity: "error",
  what: "a key that has no default is missing",
  why: "Lockstep guesses nothing that decides where backups go or how long they live.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "owner: null" },
    good: { "accounts/sandbox.yaml": "owner: platform@acme.example" },
  },
});
