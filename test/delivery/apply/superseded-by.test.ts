import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { supersededBy } from "../../../src/delivery/apply/superseded-by.ts";
import type { BrokenEntry, LedgerEntry } from "../../../src/delivery/handoff/ledger-entry.ts";
import { gitHistory } from "../../../src/delivery/repository/git-history.ts";
import { appliedEntry, tombstone } from "../ledger/support/entries.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const [older, ours, newer] = ["1", "2", "3"].map((digit) => digit.repeat(40)) as [string, string, string];
const isAncestor = async (ancestor: string, descendant: string) => ancestor <= descendant;
const config = { configHash: appliedEntry.configHash, lockHash: "", since: undefined };
const at = appliedEntry.appliedAt;

test.each<[string, LedgerEntry | BrokenEntry | null, string | null]>([
  ["never applied", null, null],
  ["of which the ledger knows nothing", { broken: "got no JSON" }, null],
  ["applied from an older commit", { ...appliedEntry, commit: older }, null],
  [
    "applied from a newer commit",
    { ...appliedEntry, commit: newer },
    `a newer commit, 333333333333, was applied on ${at}`,
  ],
  ["applied from this commit", { ...appliedEntry, commit: ours }, `applied from this commit already, on ${at}`],
  ["applied from this commit with another config", { ...appliedEntry, commit: ours, configHash: "e".repeat(64) }, null],
  [
    "applied from this commit with another lock file",
    { ...appliedEntry, commit: ours, lockHash: "e".repeat(64) },
    null,
  ],
  ["retired before", { ...tombstone, commit: older }, null],
  ["retired from this commit", { ...tombstone, commit: ours }, `retired from commit 222222222222 on ${at}`],
  ["retired from a newer commit", { ...tombstone, commit: newer }, `retired from commit 333333333333 on ${at}`],
])("a stack %s", async (_, entry, message) => {
  expect(await supersededBy(entry, ours, config, isAncestor)).toBe(message);
});

const planned = { commit: older, appliedAt: "2026-11-01T00:00:00Z" };
const meanwhile = `applied as it is here by another run, on ${at}, after this one planned it`;

test.each<[string, LedgerEntry, typeof planned | null | undefined, string | null]>([
  ["since this run planned it", { ...appliedEntry, commit: older }, planned, meanwhile],
  ["since, for the first time", { ...appliedEntry, commit: older }, null, meanwhile],
  ["before this run planned it", { ...appliedEntry, commit: older }, { commit: older, appliedAt: at }, null],
  ["nobody knows when", { ...appliedEntry, commit: older }, undefined, null],
  ["since, with another config", { ...appliedEntry, commit: older, configHash: "e".repeat(64) }, planned, null],
  ["since, with another lock file", { ...appliedEntry, commit: older, lockHash: "e".repeat(64) }, planned, null],
])("a stack that an older run applied %s", async (_, entry, since, message) => {
  expect(await supersededBy(entry, ours, { ...config, since }, isAncestor)).toBe(message);
});

test.each<[string, { readonly commit: string; readonly appliedAt: string } | null, boolean]>([
  ["as it is now", { commit: ours, appliedAt: at }, true],
  ["as it was before that apply", { commit: older, appliedAt: at }, false],
  ["as it was before another apply from the same commit", { commit: ours, appliedAt: "2026-01-01T00:00:00Z" }, false],
  ["without an entry", null, false],
])("a stack that this run planned with the ledger %s is applied once more only then", async (_, since, isApplied) => {
  const superseded = await supersededBy({ ...appliedEntry, commit: ours }, ours, { ...config, since }, isAncestor);

  expect(superseded === null).toBe(isApplied);
});

test("what was planned again does not come before a newer commit", async () => {
  const entry = { ...appliedEntry, commit: newer };

  expect(await supersededBy(entry, ours, { ...config, since: { commit: newer, appliedAt: at } }, isAncestor)).toBe(
    `a newer commit, 333333333333, was applied on ${at}`,
  );
});

test("git knows which commit came first; of a commit that it does not have nothing is known", async () => {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@acme.example", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet");
  const [first, second] = ["one", "two"].map((message) => {
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  }) as [string, string];
  const isBefore = gitHistory(folder);

  expect(await isBefore(first, second)).toBe(true);
  expect(await isBefore(second, first)).toBe(false);
  expect(await isBefore(first, newer)).toBe(false);
  expect(await gitHistory(temporaryFolder())(first, second)).toBe(false);
});
