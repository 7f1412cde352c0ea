import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";
import { decideUnlock } from "../../../src/delivery/unlock/decide-unlock.ts";
import { forceUnlock } from "../../../src/delivery/unlock/force-unlock.ts";
import { appJson } from "../affected/support/trees.ts";
import { fakeTerraform } from "../support/fake-terraform.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What comes of removing a lock by a `terraform` that does as the branches of a shell `case` say. */
async function unlockWith(branches = "") {
  const [folder, tools] = [temporaryFolder(), temporaryFolder()];
  const fake = fakeTerraform(tools, branches);
  const json = appJson("a");
  const answer = await forceUnlock({ stack: "app-a", json, place: stackPlace("app-a", json) }, "-the-id", {
    folder,
    env: fake.env,
    signal: new AbortController().signal,
  });
  return {
    answer,
    config: JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as unknown,
    calls: fake
      .calls()
      .split("\n")
      .flatMap((line) => /^call (?:-chdir=\S+ )?(.*)$/.exec(line)?.[1] ?? []),
  };
}

test("a lock is removed by its id, whatever that begins with, with the backend of the stack and no provider", async () => {
  const { answer, config, calls } = await unlockWith();

  expect(answer).toBeNull();
  expect(config).toEqual({ terraform: { backend: appJson("a").terraform.backend } });
  expect(calls).toEqual(["init -input=false -no-color", "force-unlock -force -no-color -- -the-id"]);
});

test("an init that fails removes nothing, and only its error is told", async () => {
  const { answer, calls } = await unlockWith("  *init*) echo 'Initializing'; echo 'Error: no bucket' >&2; exit 1 ;;");

  expect(answer).toBe("Error: no bucket");
  expect(calls).toHaveLength(1);
});

test("a lock that Terraform does not remove is told with all that it said", async () => {
  const { answer } = await unlockWith("  *force-unlock*) echo 'Error: another id' >&2; exit 1 ;;");

  expect(answer).toBe("Error: another id");
});

test("a lock of this minute is 0 minutes old, and one of a moment later from the future", () => {
  const lock = { id: "i", operation: "o", who: "w", terraformVersion: "1", created: "2026-11-23T07:00:00Z" };
  const ageAt = (time: string) =>
    decideUnlock(lock, {
      stack: "app-a",
      scope: "app-nonprod",
      lockId: undefined,
      forceYoung: undefined,
      nowMs: Date.parse(`2026-11-23T${time}Z`),
    }).lines[5];

  expect(ageAt("07:00:00")).toBe("  created    2026-11-23T07:00:00Z (0 minutes old)");
  expect(ageAt("07:00:59")).toBe("  created    2026-11-23T07:00:00Z (0 minutes old)");
  expect(ageAt("06:59:59")).toBe("  created    2026-11-23T07:00:00Z (from the future)");
});
