import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import { inTemporaryFolder } from "../../../src/delivery/terraform/in-temporary-folder.ts";

test("work is done in a new folder, which is gone afterwards with all that is in it", async () => {
  const folder = await inTemporaryFolder(async (own) => {
    writeFileSync(join(own, "a"), "");
    expect(readdirSync(own)).toEqual(["a"]);
    return own;
  });

  expect(basename(folder)).toMatch(/^lockstep-\w+$/);
  expect(existsSync(folder)).toBe(false);
});

test("work that fails leaves no folder, and nobody who listens for interruptions", async () => {
  const listeners = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => process.listenerCount(signal));
  const before = listeners();
  let folder = "";

  const run = inTemporaryFolder(async (own) => {
    folder = own;
    expect(listeners()).toEqual(before.map((count) => count + 1));
    throw new Error("no");
  });

  await expect(run).rejects.toThrow("no");
  expect(existsSync(folder)).toBe(false);
  expect(listeners()).toEqual(before);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s aborts the work; once it has stopped, the process ends by the same signal",
  async (signal) => {
    const kill = vi.spyOn(process, "kill").mockReturnValue(true);

    const reason = await inTemporaryFolder(async (_, own) => {
      process.emit(signal, signal);
      expect(kill).not.toHaveBeenCalled();
      return own.reason;
    });

    expect(reason).toEqual(new Error(`interrupted by ${signal}`));
    expect(kill.mock.calls).toEqual([[process.pid, signal]]);
  },
);
