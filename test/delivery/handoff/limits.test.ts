import { expect, test } from "vitest";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { applyNoteFile } from "../../../src/delivery/handoff/apply-note.ts";
import { findingsFile } from "../../../src/delivery/handoff/drift-findings.ts";
import { expectationFile } from "../../../src/delivery/handoff/expectation-changes.ts";
import type { HandOver } from "../../../src/delivery/handoff/hand-over.ts";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { finding } from "../drift/support/finding.ts";
import { appliedEntry } from "../ledger/support/entries.ts";
import { affected, note, reviewed, shard, summary } from "./support/samples.ts";

const x = (length: number) => "x".repeat(length);
const listOf = <Item>(length: number, item: Item) => Array<Item>(length).fill(item);
const digits = (length: number) => "1".repeat(length);
const seenAt = "2026-11-23T07:00:00.000Z";
const findings = (change: object) => ({ findings: [{ ...finding, ...change }] });
const place = (scope: string) => ({ place: { scope, stacks: { "app-a": seenAt } } });
const changeWith = (path: readonly (string | number)[]) => ({
  ...summary,
  changes: [{ ...summary.changes[0], attributes: [{ path, before: null, after: "1" }] }],
});
const violationWith = (change: object) => ({ ...summary, violations: [{ ...summary.violations[0], ...change }] });
const hashed = (behind: string, before = "") => ({
  ...affected,
  added: [{ ...affected.added[0], configHash: `${before}${sha256("a")}${behind}` }],
});

const expected = (kind: string) => ({ changes: [{ kind, got: "more", use: "keep to less" }] });
const kept = (file: HandOver<unknown>, value: unknown) => "value" in file.tryParse(file.text(value));

test.each<[string, HandOver<unknown>, unknown, unknown]>([
  ["a finding's lines", findingsFile, findings({ lines: listOf(200, "a") }), findings({ lines: listOf(201, "a") })],
  ["a finding's line", findingsFile, findings({ lines: [x(1000)] }), findings({ lines: [x(1001)] })],
  ["a finding's clause", findingsFile, findings({ got: x(2000) }), findings({ got: x(2001) })],
  ["a finding's shape", findingsFile, findings({ shape: x(64) }), findings({ shape: x(65) })],
  ["a finding's scope", findingsFile, findings(place(x(50))), findings(place(x(51)))],
  ["findings", findingsFile, { findings: listOf(2000, finding) }, { findings: listOf(2001, finding) }],
  ["a kind of stacks", expectationFile, expected("a"), expected("")],
  ["a reviewed commit", reviewedFile, { ...reviewed, commit: x(200) }, { ...reviewed, commit: x(201) }],
  ["why nothing was reviewed", reviewedFile, { ...reviewed, why: x(1000) }, { ...reviewed, why: x(1001) }],
  ["a shard's index", shardFile, { ...shard, index: 0 }, { ...shard, index: -1 }],
  ["a shard's wave", shardFile, { ...shard, wave: 1 }, { ...shard, wave: 0 }],
  ["a shard's stacks", shardFile, { ...shard, stacks: ["a"] }, { ...shard, stacks: [] }],
  ["unchanged stacks", affectedFile, { ...affected, unchanged: 0 }, { ...affected, unchanged: -1 }],
  ["an index in a change's path", summaryFile, changeWith(["a", 0]), changeWith(["a", -1])],
  [
    "an index in a finding's path",
    summaryFile,
    violationWith({}),
    violationWith({ place: { ...summary.violations[0]?.place, path: [-1] } }),
  ],
  ["a rule's id", summaryFile, violationWith({ rule: "x" }), violationWith({ rule: "" })],
  ["a hash, before it", affectedFile, hashed(""), hashed("", "0")],
  ["a hash, behind it", affectedFile, hashed(""), hashed("0")],
  ["a hash that may be none", summaryFile, { ...summary, digest: "" }, { ...summary, digest: `${sha256("a")}0` }],
  ["a hash that may be none, before it", summaryFile, summary, { ...summary, digest: `0${sha256("a")}` }],
  [
    "an account's id",
    ledgerFile,
    { ...appliedEntry, accountId: digits(12) },
    { ...appliedEntry, accountId: digits(13) },
  ],
  ["an account's id, with letters", ledgerFile, appliedEntry, { ...appliedEntry, accountId: `a${digits(12)}` }],
  ["a commit", ledgerFile, { ...appliedEntry, commit: digits(40) }, { ...appliedEntry, commit: digits(41) }],
  ["a commit, with other letters", ledgerFile, appliedEntry, { ...appliedEntry, commit: `x${digits(40)}` }],
  ["an apply", applyNoteFile, { ...note, apply: "1/1" }, { ...note, apply: "1/1/" }],
  ["an apply, before it", applyNoteFile, note, { ...note, apply: "a1/1" }],
])("%s may be so long, or so small, and no more", (_, file, good, bad) => {
  expect([kept(file, good), kept(file, bad)]).toEqual([true, false]);
});

test("what is found may be a warning, and nothing else that is no error", () => {
  const severities = ["error", "warning", "fine", ""];

  expect(severities.map((severity) => kept(summaryFile, violationWith({ severity })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(severities.map((severity) => kept(findingsFile, findings({ severity })))).toEqual([true, true, false, false]);
});
