import { fileRule } from "../../diagnostics/rule.ts";

export const unknownFile = fileRule({
  id: "unknown-file",
  severity: "error",
  what: "a file that config does not have",
  why: "A file in the wrong place would be an account that looks protected and is not.",
  source: null,
  example: {
    bad: { "backup.yaml": { whole: "name: acme" } },
    good: {
      "accounts/lab.yaml": { whole: 'account: "777777777701"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]' },
    },
  },
});
