import type { DriftFinding } from "../../../../src/delivery/handoff/drift-findings.ts";

export const finding: DriftFinding = {
  class: "drift",
  scope: "app-prod",
  shape: "a".repeat(64),
  title: "a vault's policy",
  lines: ["- policy"],
  stacks: { "app-a": "2026-11-23T07:00:00.000Z" },
};
