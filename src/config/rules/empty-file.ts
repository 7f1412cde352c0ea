import { fileRule } from "../../diagnostics/rule.ts";

export const emptyFile = fileRule({
  id: "empty-file",
  severity: "error",
  what: "the file is empty",
  why: "An account or plan without settings protects nothing.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": { whole: "# nothing yet" } },
    good: {
      "accounts/sandbox.yaml": {
        whole: 'account: "666666666603"\nclass: nonprod\nowner: platform@acme.example\nplans: [bronze]',
      },
    },
  },
});
