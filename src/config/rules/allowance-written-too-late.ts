import { fileRule } from "../../diagnostics/rule.ts";
import { allowanceExample } from "../allowance-example.ts";

export const allowanceWrittenTooLate = fileRule({
  id: "allowance-written-too-late",
  severity: "error",
  what: "an entry of allowances.yaml that a change writes or edits, and that has expired already",
  why: "It would allow nothing: the guard would stop what it was reviewed for.",
  source: null,
  example: {
    before: {},
    bad: allowanceExample("2026-11-29"),
    good: allowanceExample("2026-12-15"),
  },
});
