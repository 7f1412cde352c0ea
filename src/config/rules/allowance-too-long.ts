import { fileRule } from "../../diagnostics/rule.ts";
import { allowanceExample } from "../allowance-example.ts";

export const allowanceTooLong = fileRule({
  id: "allowance-too-long",
  severity: "error",
  what: "an entry of allowances.yaml that holds for more than 30 days",
  why: "Longer ahead nobody remembers why.",
  source: null,
  example: {
    bad: allowanceExample("2027-06-01"),
    good: allowanceExample("2026-12-15"),
  },
});
