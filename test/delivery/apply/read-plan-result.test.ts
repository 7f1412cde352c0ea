import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readHeld } from "../../../src/delivery/apply/read-held.ts";
import { isOwnPlan, readPlanResult } from "../../../src/delivery/apply/read-plan-result.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = { runId: "7", attempt: "2", commit: "c".repeat(40), runUrl: "" };

test.each([
  ["this attempt", "plans/app-prod/7/2/app-a.tfplan", true],
  ["an earlier attempt", "plans/app-prod/7/1/app-a.tfplan", true],
  ["a later attempt", "plans/app-prod/7/3/app-a.tfplan", false],
  ["another run", "plans/app-prod/8/1/app-a.tfplan", false],
  ["another scope", "plans/app-nonprod/7/1/app-a.tfplan", false],
  ["another stack", "plans/app-prod/7/1/app-b.tfplan", false],
  ["somewhere else", "plans/app-prod/7/1/../../../state/app-a.tfplan", false],
])("a plan of %s is this stack's own: %s", (_, key, own) => {
  expect(isOwnPlan(key, "app-a", "app-prod", run)).toBe(own);
});

const summary = { stack: "app-a", scope: "app-prod", outcome: "changed", digest: "d", error: "", planFile: null };

test.each<[string, unknown]>([
  ["no JSON", "{"],
  ["another stack", { ...summary, stack: "app-b" }],
  ["an outcome that we don't know", { ...summary, outcome: "fine" }],
  ["half a sum", { ...summary, planFile: { key: "k", sha256: "ab" } }],
  ["nothing about a plan file", { ...summary, planFile: undefined }],
])("a summary with %s is refused", async (_, content) => {
  const folder = temporaryFolder();
  const file = join(folder, "app-a.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));

  await expect(readPlanResult(folder, "app-a")).rejects.toThrow(
    `got a broken summary of its plan (${file}); start the whole run again`,
  );
});

test("a missing or broken list of held stacks is refused: nothing held would let everything through", async () => {
  const folder = temporaryFolder();
  const refused = `${join(folder, "held.json")}: got no list of held stacks; use what \`lockstep report\` wrote`;
  await expect(readHeld(folder)).rejects.toThrow(refused);

  writeFileSync(join(folder, "held.json"), '{"held":["app-a"]}');
  expect(await readHeld(folder)).toEqual(new Set(["app-a"]));

  writeFileSync(join(folder, "held.json"), '["app-a"]');
  await expect(readHeld(folder)).rejects.toThrow(refused);
});
