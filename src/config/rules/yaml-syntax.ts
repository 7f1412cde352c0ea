import { fileRule } from "../../diagnostics/rule.ts";

export const yamlSyntax = fileRule({
  id: "yaml-syntax",
  severity: "error",
  what: "the file is not YAML, or says something that the data made of it would lose",
  why: "A key written twice, a tag or a second document would silently lose to the other.",
  source: null,
  example: {
    bad: {
      "accounts/sandbox.yaml": {
        whole: 'account: "666666666603"\nclass: nonprod\nclass: prod\nowner: platform@acme.example\nplans: [bronze]',
      },
    },
    good: {
      "accounts/sandbox.yaml": {
        whole: 'account: "666666666603"\nclass: nonprod\nowner: platform@acme.example\nplans: [bronze]',
      },
    },
  },
});
