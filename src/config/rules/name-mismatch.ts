import { fileRule } from "../../diagnostics/rule.ts";

export const nameMismatch = fileRule({
  id: "name-mismatch",
  severity: "error",
  what: "a name that is not the file's",
  why: "Two names for one account end in two states for it.",
  source: null,
  example: { bad: { "accounts/sandbox.yaml": "name: playground" }, good: { "accounts/sandbox.yaml": "name: sandbox" } },
});
