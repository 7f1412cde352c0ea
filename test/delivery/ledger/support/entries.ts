import type { AppliedEntry, Tombstone } from "../../../../src/delivery/handoff/ledger-entry.ts";

export const appliedEntry: AppliedEntry = {
  stack: "app-a",
  scope: "app-nonprod",
  accountId: "666666666601",
  configHash: "a".repeat(64),
  digest: "b".repeat(64),
  commit: "c".repeat(40),
  terraformVersion: "1.11.4",
  lockHash: "",
  appliedAt: "2026-11-23T06:00:00.000Z",
  runUrl: "https://github.com/acme/backup/actions/runs/7",
};

export const tombstone: Tombstone = {
  stack: "app-a",
  scope: "app-nonprod",
  accountId: "666666666601",
  commit: "c".repeat(40),
  runUrl: "",
  retired: true,
  retiredAt: "2026-11-23T06:00:00.000Z",
  resources: ["aws_backup_vault.vault"],
};
