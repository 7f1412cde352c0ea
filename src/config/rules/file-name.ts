import { fileRule } from "../../diagnostics/rule.ts";

export const fileName = fileRule({
  id: "file-name",
  severity: "error",
  what: "a file whose name cannot be a stack's",
  why: "The file's name names the stack, its state and its folder.",
  source: null,
  example: {
    bad: {
      "accounts/Lab_1.yaml": {
        whole: 'account: "777777777701"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]',
      },
    },
    good: {
      "accounts/lab-1.yaml": {
        whole: 'account: "777777777701"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]',
      },
    },
  },
});
