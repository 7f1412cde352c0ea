import type { DriftFinding } from "../../../../src/delivery/handoff/drift-findings.ts";

export const finding: DriftFinding = {
  rule: "stack-drifted",
  severity: "error",
  place: { scope: "app-prod", stacks: { "app-a": "2026-11-23T07:00:00.000Z" } },
  got: "a vault's policy",
  why: "",
  use: "",
  shape: "a".repeat(64),
  lines: ["- policy"],
};
