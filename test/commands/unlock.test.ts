import { expect, test } from "vitest";
import { type UnlockOptions, unlock } from "../../src/commands/unlock.ts";
import { fakeTerraform } from "../delivery/support/fake-terraform.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { mergedAccounts } from "./support/merged.ts";
import { said } from "./support/said.ts";
import { useSmallS3 } from "./support/small-s3.ts";

const key = "state/app-nonprod/app-a.tfstate.tflock";
const lock = JSON.stringify({
  ID: "11111111-2222-3333-4444-555555555555",
  Operation: "OperationTypeApply",
  Who: "runner@machine",
  Version: "1.11.4",
  Created: "2026-11-30T06:00:00Z",
});
const options = {
  stack: "app-a",
  lockId: undefined,
  forceYoung: undefined,
  nowMs: Date.parse("2026-11-30T07:00:00Z"),
} as const;
const run = (more: Partial<UnlockOptions> = {}, env: Readonly<Record<string, string | undefined>> = process.env) =>
  said(() => unlock({ ...options, head: mergedAccounts("a"), ...more }, env));

test("a state that nobody holds is left as it is", async () => {
  await useSmallS3({});

  expect(await run()).toEqual({ code: 0, out: "app-a: its state is not locked; nothing is to be done\n", err: "" });
});

test("a lock is shown, and is refused to whoever names another", async () => {
  await useSmallS3({ [key]: lock });

  const shown = await run();
  expect(shown).toMatchObject({ code: 0, err: "" });
  expect(shown.out).toContain("  id         11111111-2222-3333-4444-555555555555\n");
  expect(shown.out).toContain("nothing was removed");
  const refused = await run({ lockId: "other" });
  expect(refused).toMatchObject({ code: 1, err: "" });
  expect(refused.out).toContain("got lock id other, which does not hold it");
});

test.each([
  ["2", "github-actions[bot]", true],
  ["2", "ada", false],
  ["1", "github-actions[bot]", false],
])("attempt %s, begun by %s, is kept from removing a lock: %s", async (attempt, actor, isKept) => {
  await useSmallS3({});
  const env = { ...process.env, GITHUB_RUN_ATTEMPT: attempt, GITHUB_TRIGGERING_ACTOR: actor };

  const asked = run({ lockId: "other" }, env);

  if (isKept)
    await expect(asked).rejects.toThrow(
      "got a run that github-actions[bot] began again; nothing was changed: run unlock yourself",
    );
  else expect(await asked).toMatchObject({ code: 0 });
  expect(await run({}, env)).toMatchObject({ code: 0 });
});

test("a lock that Terraform did not write is a person's to look at", async () => {
  await useSmallS3({ [key]: "{}" });

  expect(await run({ lockId: "other" })).toEqual({
    code: 1,
    out: "",
    err: `app-a: got a lock that Terraform did not write; look at s3://states/${key}, and remove it there if it is nobody's\n`,
  });
});

test.each([
  [
    "removes it",
    "",
    { code: 0, err: "" },
    "app-a: unlocked; whoever held it may have stopped half-way: dispatch deploy",
  ],
  [
    "fails",
    "  *force-unlock*) echo 'no such lock' >&2; exit 1 ;;",
    {
      code: 1,
      err: expect.stringMatching(
        /^app-a: the lock could not be removed; see what Terraform says, then look at the lock once more\n.*no such lock/,
      ),
    },
    "its state is locked",
  ],
])("the lock that is meant is removed by Terraform, and when that %s it is said", async (_, does, ends, text) => {
  await useSmallS3({ [key]: lock });
  const { env, calls } = fakeTerraform(temporaryFolder(), does);

  const ended = await run({ lockId: "11111111-2222-3333-4444-555555555555" }, { ...process.env, ...env });

  expect(ended).toMatchObject(ends);
  expect(ended.out).toContain(text);
  expect(calls()).toMatch(/force-unlock .*11111111-2222-3333-4444-555555555555/);
});
