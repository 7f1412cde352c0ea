import { fileRule } from "../../diagnostics/rule.ts";

export const wrongType = fileRule({
  id: "wrong-type",
  severity: "error",
  what: "a value of another kind than the key takes",
  why: "YAML makes numbers, dates and booleans of what was meant as text.",
  source: null,
  example: { bad: { "accounts/sandbox.yaml": "plans: bronze" }, good: { "accounts/sandbox.yaml": "plans: [bronze]" } },
});
