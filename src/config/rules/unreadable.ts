import { fileRule } from "../../diagnostics/rule.ts";

export const unreadable = fileRule({
  id: "unreadable",
  severity: "error",
  what: "a file or folder of the config cannot be read",
  why: "What cannot be read cannot be protected; the other files are read on.",
  source: null,
  example: { bad: { "organization.yaml": null }, good: { "organization.yaml": "name: acme" } },
});
