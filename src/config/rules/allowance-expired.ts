import { fileRule } from "../../diagnostics/rule.ts";
import { allowanceExample } from "../allowance-example.ts";

export const allowanceExpired = fileRule({
  id: "allowance-expired",
  severity: "warning",
  what: "an entry of allowances.yaml that has expired",
  why: "It allows nothing any more; whoever still needs it is stopped by the guard.",
  source: null,
  example: {
    bad: allowanceExample("2026-11-29"),
    good: allowanceExample("2026-12-15"),
  },
});
