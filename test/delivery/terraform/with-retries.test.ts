import { expect, test } from "vitest";
import type { TerraformRun } from "../../../src/delivery/terraform/terraform.ts";
import { backoffMs, withRetries } from "../../../src/delivery/terraform/with-retries.ts";

const ended = (end: TerraformRun["end"], stderr = ""): TerraformRun => ({ end, stdout: "", stderr });
const busy = ended(1, "api error ThrottlingException: Rate exceeded");

/** Runs one after the other that end so; which of them is taken, and before which retries there was a wait. */
async function tried(ends: readonly TerraformRun[], good: readonly number[] = [0]) {
  const left = [...ends];
  const waits: number[] = [];
  const run = async () => left.shift() ?? ended(99);
  const waitMs = (retry: number) => waits.push(retry) * 0;
  const taken = await withRetries(run, { good, waitMs });
  return { taken, waits, left: left.length };
}

test.each<[string, TerraformRun, readonly number[]]>([
  ["success", ended(0), [0]],
  ["success, whatever it warns of", { ...busy, end: 0 }, [0]],
  ["a code that is no failure here", { ...busy, end: 2 }, [0, 2]],
  ["what would fail again", ended(1, "Error: Unsupported argument"), [0]],
])("%s is taken at once", async (_, end, good) => {
  expect(await tried([end, busy], good)).toEqual({ taken: end, waits: [], left: 1 });
});

test.each<[string, TerraformRun]>([
  ["what is likely to pass", busy],
  ["what was ended by a signal and said so", { ...busy, end: "SIGKILL" }],
])("%s is tried again until it does", async (_, end) => {
  expect(await tried([end, end, ended(0), busy])).toEqual({ taken: ended(0), waits: [0, 1], left: 1 });
});

test("after three retries the failure is what it came to", async () => {
  expect(await tried([busy, busy, busy, busy, ended(0)])).toEqual({ taken: busy, waits: [0, 1, 2], left: 1 });
});

test("an interruption ends the wait for another try", async () => {
  const controller = new AbortController();
  const waitMs = () => {
    controller.abort(new Error("interrupted by SIGINT"));
    return 60_000;
  };

  const run = withRetries(async () => busy, { good: [0], signal: controller.signal, waitMs });

  await expect(run).rejects.toThrow("aborted");
});

test.each([
  [0, 2_000, 4_000],
  [1, 4_000, 8_000],
  [2, 8_000, 16_000],
])("retry %i waits for %i to %i ms", (retry, shortest, longest) => {
  expect(backoffMs(retry, () => 0)).toBe(shortest);
  expect(backoffMs(retry, () => 1)).toBe(longest);
});
