import { expect, test } from "vitest";
import { applyNoteFile, putApplyNote, readApplyNote } from "../../../src/delivery/handoff/apply-note.ts";
import { findingsIn, hiddenFindings } from "../../../src/delivery/handoff/drift-findings.ts";
import { putLedgerEntry, readLedgerEntry } from "../../../src/delivery/handoff/ledger-entry.ts";
import { finding } from "../drift/support/finding.ts";
import { appliedEntry } from "../ledger/support/entries.ts";
import { note } from "./support/samples.ts";

const place = { stack: "app-a", scope: "app-nonprod" } as const;

function memory() {
  const objects = new Map<string, string>();
  const store = {
    get: async (key: string) => (objects.has(key) ? Buffer.from(objects.get(key) ?? "") : null),
    put: async (key: string, body: Buffer | string) => void objects.set(key, String(body)),
  };
  return { store, objects };
}

test("a ledger entry is kept under its scope and stack, and read from there", async () => {
  const { store, objects } = memory();
  expect(await readLedgerEntry(store, place)).toBe(null);

  await putLedgerEntry(store, appliedEntry);

  expect([...objects.keys()]).toEqual(["ledger/app-nonprod/app-a.json"]);
  expect(await readLedgerEntry(store, place)).toEqual(appliedEntry);
});

test("an apply's note lies beside it, and one that cannot be read is not taken for none", async () => {
  const { store, objects } = memory();
  expect(await readApplyNote(store, place)).toBe(null);

  await putApplyNote(store, place, note);
  expect([...objects.keys()]).toEqual(["ledger/app-nonprod/app-a.applying.json"]);
  expect(await readApplyNote(store, place)).toEqual(note);

  objects.set("ledger/app-nonprod/app-a.applying.json", applyNoteFile.text({ ...note, apply: "seven" }));
  expect(await readApplyNote(store, place)).toBe("broken");
});

test("what until November 2026 was kept in the bucket is read as it is: its version was 1 already", async () => {
  const { store, objects } = memory();
  objects.set("ledger/app-nonprod/app-a.json", JSON.stringify({ version: 1, ...appliedEntry }));
  objects.set("ledger/app-nonprod/app-a.applying.json", JSON.stringify({ version: 1, ...note }));

  expect(await readLedgerEntry(store, place)).toEqual(appliedEntry);
  expect(await readApplyNote(store, place)).toEqual(note);
});

/** The same finding as it was hidden until November 2026. */
const former = {
  ...{ class: "drift", ...finding.place, shape: finding.shape, title: finding.got },
  lines: finding.lines,
};
const hidden = (text: string) => `text <!-- lockstep-drift-data ${Buffer.from(text).toString("base64")} --> more`;

test.each([
  ["what was hidden", hiddenFindings([finding]), [finding]],
  ["the list alone that an earlier Lockstep hid", hidden(JSON.stringify([former])), [finding]],
  ["a list with something else in it", hidden('[{"class":"drift"}]'), null],
  ["what another version hid", hidden('{"version":3,"findings":[]}'), null],
  ["no JSON", hidden("["), null],
  ["no end", "<!-- lockstep-drift-data e30=", null],
  ["nothing hidden", "text -->", null],
])("of an issue with %s", (_, text, findings) => {
  expect(findingsIn(text)).toEqual(findings);
});
