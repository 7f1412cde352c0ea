import { expect, test } from "vitest";
import { retire } from "../../src/commands/retire.ts";

test("a run that a program began again retires nothing, and is refused before anything is read", async () => {
  const options = { stack: "app-a", confirm: "app-a", head: "/nowhere", status: undefined, lockTimeout: "0s" };
  const ask = (GITHUB_TRIGGERING_ACTOR: string) =>
    retire(options, { GITHUB_RUN_ATTEMPT: "2", GITHUB_TRIGGERING_ACTOR });

  await expect(ask("github-actions[bot]")).rejects.toThrow(
    "got a run that github-actions[bot] began again; nothing was changed: run retire yourself",
  );
  await expect(ask("ada")).rejects.toThrow("/nowhere");
});
