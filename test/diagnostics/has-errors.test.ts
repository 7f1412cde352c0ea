import { expect, test } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";

test("one error among warnings is an error; warnings alone, or nothing, are none", () => {
  expect(hasErrors([{ severity: "warning" }, { severity: "error" }])).toBe(true);
  expect(hasErrors([{ severity: "error" }])).toBe(true);
  expect(hasErrors([{ severity: "warning" }, { severity: "warning" }])).toBe(false);
  expect(hasErrors([])).toBe(false);
});
