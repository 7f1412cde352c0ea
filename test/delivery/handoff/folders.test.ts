import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { heldFile, readHeld, readHeldIfReported, writeHeld } from "../../../src/delivery/handoff/held-stacks.ts";
import { readResults, resultFile } from "../../../src/delivery/handoff/stack-result.ts";
import { readSummaries, readSummary, summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { writeWhole } from "../../../src/delivery/handoff/write-whole.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { held, result, summary } from "./support/samples.ts";

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeWhole(join(folder, name), text);
  return folder;
}

test("a list of held stacks that is missing or broken is refused by an apply: nothing held would let everything through", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "held.json");
  const use = "use what `lockstep report` wrote";
  await expect(readHeld(folder)).rejects.toThrow(`${file}: got no such file; ${use}`);

  await writeHeld(folder, held);
  expect(await readHeld(folder)).toEqual(held);

  writeFileSync(file, heldFile.text(held).replace('"guard"', '"because"'));
  await expect(readHeld(folder)).rejects.toThrow(`${file}: reasons["app-a"]: got "because"; ${use}`);

  // as it was written until November 2026
  writeFileSync(file, '{"held":["app-a"],"reasons":{},"reportId":""}');
  await expect(readHeld(folder)).rejects.toThrow(
    `${file}: got a list of held stacks without version; this Lockstep reads version 1; ${use}`,
  );
});

test("for telling people, it is known whether there is a report, and a broken one is an error all the same", async () => {
  expect(await readHeldIfReported(undefined)).toBe(null);
  expect(await readHeldIfReported(temporaryFolder())).toBe(null);

  expect(await readHeldIfReported(await folderWith({ "held.json": heldFile.text(held) }))).toEqual(held);
  await expect(readHeldIfReported(await folderWith({ "held.json": "[]" }))).rejects.toThrow(/held\.json: got \[\]/);
});

test("summaries are found in every folder below, by stack, and nothing else is", async () => {
  const folder = await folderWith({
    "shard-1/b.json": summaryFile.text({ ...summary, stack: "app-b", violations: [] }),
    "shard-2/a.json": summaryFile.text(summary),
    "notes.txt": "",
  });

  expect((await readSummaries(folder)).map(({ stack }) => stack)).toEqual(["app-a", "app-b"]);
});

test("two summaries of one stack are refused: which of them is applied?", async () => {
  const folder = await folderWith({ "a.json": summaryFile.text(summary), "b/a.json": summaryFile.text(summary) });

  await expect(readSummaries(folder)).rejects.toThrow(`${folder}: got two summaries of app-a; use one a stack`);
});

test("a folder of summaries that is not there is an error", async () => {
  await expect(readSummaries("/no/such/folder")).rejects.toThrow(
    "got no folder /no/such/folder; use the one that plan wrote its summaries to",
  );
});

test("a violation that allows itself is refused: allowances that were merged decide", async () => {
  const allowance = { reason: "me", expires: "2099-01-01" };
  const violations = summary.violations.map((violation) => ({ ...violation, allowance }));
  const folder = await folderWith({ "a.json": summaryFile.text({ ...summary, violations }) });

  await expect(readSummaries(folder)).rejects.toThrow(/a\.json: violations\[0\]\.allowance: got an unknown key/);
});

test("a violation of another stack is refused: it would be held against that one's allowances", async () => {
  const violations = summary.violations.map((violation) => ({
    ...violation,
    place: { ...violation.place, stack: "app-b" },
  }));
  const folder = await folderWith({ "a.json": summaryFile.text({ ...summary, violations }) });

  await expect(readSummaries(folder)).rejects.toThrow(/a\.json: violations\[0\]\.place\.stack: got "app-b"/);
});

test("an action that nobody knows yet is read, for the guard to stop", async () => {
  const text = summaryFile.text(summary).replace('"create"', '"transmogrify"');

  expect((await readSummaries(await folderWith({ "a.json": text })))[0]?.changes[0]?.actions).toEqual(["transmogrify"]);
});

test("the summary of a stack is its own or none", async () => {
  const folder = await folderWith({
    "app-a.json": summaryFile.text(summary),
    "app-b.json": summaryFile.text(summary),
    "app-c.json": summaryFile.text({ ...summary, stack: "app-c" }).replace(/"sha256": ".*"/, '"sha256": "ab"'),
  });

  expect(await readSummary(folder, "app-a")).toEqual(summary);
  expect(await readSummary(folder, "app-d")).toBe(null);
  await expect(readSummary(folder, "app-b")).rejects.toThrow(
    `${join(folder, "app-b.json")}: got the summary of app-a; use what \`lockstep plan\` wrote`,
  );
  await expect(readSummary(folder, "app-c")).rejects.toThrow(/app-c\.json: planFile\.sha256: got "ab"; use/);
});

test("results are found in every folder below, and no folder is no results", async () => {
  const other = { ...result, stack: "app-b" };
  const folder = await folderWith({
    "1/b.json": resultFile.text(other),
    "0/a.json": resultFile.text(result),
    "notes.txt": "",
  });

  expect(await readResults(folder)).toEqual([result, other]);
  expect(await readResults(join(folder, "none"))).toEqual([]);
});

test("results that are none are refused by name, and a file is no folder", async () => {
  const folder = await folderWith({ "a.json": '{"version":2,"stack":"app-a"}', "b.json": "{" });

  await expect(readResults(folder)).rejects.toThrow(/a\.json: message: got nothing; use.*\n.*b\.json: got no JSON/);
  await expect(readResults(join(folder, "a.json"))).rejects.toThrow("ENOTDIR");
});
