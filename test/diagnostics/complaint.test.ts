import { expect, test } from "vitest";
import { diagnosticOf } from "../../src/diagnostics/complaint.ts";

test("what a complaint does not say is empty, and its rule's name and severity are its own", () => {
  const rule = { id: "lock-loosened", severity: "warning" } as const;
  const at = { file: "organization.yaml", path: [] };

  expect(diagnosticOf(rule, { at, got: "got 3" })).toEqual({
    ...{ rule: "lock-loosened", severity: "warning", place: at, got: "got 3", why: "", use: "" },
  });
});
