import { fileRule } from "../../diagnostics/rule.ts";

export const wrongValue = fileRule({
  id: "wrong-value",
  severity: "error",
  what: "a value outside what the key takes",
  why: "AWS would refuse it at deployment, or accept it and fail at night.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "class: development" },
    good: { "accounts/sandbox.yaml": "class: nonprod" },
  },
});
