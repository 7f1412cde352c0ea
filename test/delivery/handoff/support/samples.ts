import type { AccountStatus } from "../../../../src/delivery/handoff/account-status.ts";
import type { AffectedStacks, PendingStacks } from "../../../../src/delivery/handoff/affected-stacks.ts";
import type { Agreement } from "../../../../src/delivery/handoff/agreement.ts";
import type { ApplyNote } from "../../../../src/delivery/handoff/apply-note.ts";
import type { HeldStacks } from "../../../../src/delivery/handoff/held-stacks.ts";
import type { Reviewed } from "../../../../src/delivery/handoff/reviewed.ts";
import type { Shard } from "../../../../src/delivery/handoff/shard.ts";
import type { StackResult } from "../../../../src/delivery/handoff/stack-result.ts";
import type { StackSummary } from "../../../../src/delivery/handoff/stack-summary.ts";
import { sha256 } from "../../../../src/delivery/stack/sha256.ts";
import { affectedStack } from "../../affected/support/trees.ts";

// every field of each kind has a value, and every list has one too

const removed = { stack: "app-gone", scope: "app-prod", wave: 4, accountId: "666666666601", retired: false } as const;

export const affected: AffectedStacks = {
  added: [affectedStack("app-a", "app-prod", { wave: 4 })],
  changed: [affectedStack("bootstrap", "bootstrap", { wave: null })],
  retiring: [affectedStack("app-c", "app-nonprod")],
  removed: [removed, { ...removed, stack: "app-lost", wave: null, accountId: "unknown" }],
  moved: [{ stack: "app-d", from: "account 1", to: "account 2" }],
  unchanged: 7,
  toolHash: sha256("tools"),
  toolsChanged: true,
};

export const pending: PendingStacks = {
  ...affected,
  toolsChanged: false,
  reasons: { "app-a": "was never applied" },
  released: ["app-old"],
  since: { "app-a": null, "app-c": { commit: "c".repeat(40), appliedAt: "2026-11-20T10:00:00.000Z" } },
};

export const agreement: Agreement = {
  environments: ["app-prod"],
  branch: false,
  reasons: { "app-a": "octocat has a part in pull request 7" },
  alone: "one person runs it",
};

export const accountStatus: AccountStatus = {
  ...{ stack: "app-a", accountId: "666666666601", state: "UNKNOWN", why: "AccessDenied: no" },
  askedAt: "2026-11-23T07:00:00.000Z",
};

export const shard: Shard = { index: 3, scope: "app-prod", wave: 4, stacks: ["app-a", "app-b"] };

export const summary: StackSummary = {
  stack: "app-a",
  scope: "app-prod",
  wave: 4,
  outcome: "changed",
  digest: sha256("d"),
  shape: sha256("s"),
  changes: [
    {
      address: "aws_organizations_policy_attachment.a",
      type: "aws_organizations_policy_attachment",
      actions: ["create"],
      takenOver: "p-1",
      plan: "gold",
      attributes: [{ path: ["target_id"], before: null, after: "666666666601" }],
    },
  ],
  violations: [
    {
      rule: "delete",
      severity: "error",
      place: { stack: "app-a", address: "a.b", path: ["rule", 0] },
      got: "is deleted",
      why: "with it goes the vault",
      use: "keep it",
    },
  ],
  error: "Error: none",
  planFile: {
    ...{ key: "plans/app-prod/7/1/app-a.tfplan", sha256: sha256("plan"), terraformVersion: "1.11.4" },
    ...{ lockHash: sha256("lock"), providers: { "registry.terraform.io/hashicorp/aws": "5.100.0" } },
  },
  recovery: { apply: "6/1", notes: ["a key without a stack"] },
  strangeKeys: [{ address: "a.b", attribute: "global_settings", key: "isNew", is: "added" }],
};

export const held: HeldStacks = { reasons: { "app-a": "guard", "app-b": "waits" }, reportId: sha256("report") };

export const reviewed: Reviewed = {
  commit: "c".repeat(40),
  digests: [{ stack: "app-a", digest: sha256("d") }],
  why: "a dispatch",
};

export const result: StackResult = { stack: "app-a", scope: "app-prod", wave: 4, outcome: "held", message: "read it" };

export const note: ApplyNote = {
  apply: "7/1",
  commit: "c".repeat(40),
  runUrl: "https://acme.example/7",
  beganAt: "2026-11-24T06:00:00.000Z",
  endedAt: "2026-11-24T06:01:00.000Z",
};
