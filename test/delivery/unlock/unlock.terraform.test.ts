import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { unlock } from "../../../src/commands/unlock.ts";
import { stackOfHead } from "../../../src/delivery/stack/stack-of-head.ts";
import { forceUnlock } from "../../../src/delivery/unlock/force-unlock.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { pipelineWorld } from "../run/support/pipeline-world.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const missing = await missingPipelineTools();
const key = "state/app-nonprod/app-a.tfstate.tflock";

describe.skipIf(missing)("removing a lock, with Terraform and state in S3", () => {
  const moto = useMoto();
  const open = async () => {
    const world = pipelineWorld(await moto.bucket(), moto.region);
    const group = join(temporaryFolder(), "group");
    // tells the process group of Terraform, and never ends by itself
    const command = `ps -o pgid= -p $$ > ${group}.new && mv ${group}.new ${group} && sleep 600`;
    world.synthesize({ "app-a": { more: { provisioner: { "local-exec": { command } } } } });
    return {
      ...world,
      /** Process group of the Terraform that applies. */
      async terraform() {
        await vi.waitUntil(() => existsSync(group), { timeout: 60_000 });
        return Number(readFileSync(group, "utf8"));
      },
      async unlock(lockId: string | undefined, more: object = {}) {
        const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
        const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
        const said = (spy: typeof out | typeof err) => spy.mock.calls.map(([text]) => text).join("");
        try {
          const head = join(world.synth, "head");
          const options = { stack: "app-a", lockId, forceYoung: undefined, head, nowMs: Date.now(), ...more };
          const code = await unlock(options);
          return { code, out: said(out), err: said(err) };
        } finally {
          vi.restoreAllMocks();
        }
      },
    };
  };

  test("the lock of a killed apply is shown, refused while it is young, and removed by its id", async () => {
    const { pending, plan, applyInProcess, terraform, object, unlock } = await open();
    await pending();
    await plan(1);
    const { child, ended } = applyInProcess(1);
    const running = await terraform();
    child.kill("SIGKILL");
    process.kill(-running, "SIGKILL");
    await ended;
    const lock = await object(key);
    const id = String(lock?.["ID"]);
    const created = Date.parse(String(lock?.["Created"]));

    const shown = await unlock(undefined);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(`  id         ${id}\n`);
    expect(shown.out).toContain("  operation  OperationTypeApply\n");

    expect(await unlock("x")).toMatchObject({ code: 1, out: expect.stringContaining("got lock id x, which does not") });
    expect(await unlock(id)).toMatchObject({ code: 1, out: expect.stringContaining("got a lock 0 minutes old") });
    expect(await object(key)).toEqual(lock);

    const removed = await unlock(id, { nowMs: created + 30 * 60_000 });
    expect(removed).toEqual({
      code: 0,
      err: "",
      out: expect.stringMatching(
        /\(30 minutes old\)\napp-a: unlocked; whoever held it may have stopped half-way: dispatch deploy, which plans what is still pending\n$/,
      ),
    });
    expect(await object(key)).toBe(null);
    expect(await unlock(id)).toEqual({
      code: 0,
      err: "",
      out: "app-a: its state is not locked; nothing is to be done\n",
    });
  });

  test("a lock that changed hands since it was shown stays", async () => {
    const { store, synth, object } = await open();
    const lock = {
      ID: "two",
      Operation: "",
      Info: "",
      Who: "w",
      Version: "1",
      Created: "2026-01-01T00:00:00Z",
      Path: "",
    };
    await store.put(key, JSON.stringify(lock));
    const stack = await stackOfHead(join(synth, "head"), "app-a");
    const { signal } = new AbortController();

    const said = await forceUnlock(stack, "one", { folder: temporaryFolder(), env: process.env, signal });

    expect(said).toContain("lock ID 'one' does not match the existing lock ID 'two'");
    expect(await object(key)).toEqual(lock);
  });

  test("a lock that Terraform did not write is not touched", async () => {
    const { store, unlock } = await open();
    await store.put(key, "mine");

    expect(await unlock("x")).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(
        /^app-a: got a lock that Terraform did not write; look at s3:\/\/states-\d+\/state\/app-nonprod\/app-a\.tfstate\.tflock, and remove it there if it is nobody's\n$/,
      ),
    });
    expect((await store.get(key))?.toString()).toBe("mine");
  });

  test("a stack that there is not is named, with the one that may be meant", async () => {
    const { unlock } = await open();

    await expect(unlock(undefined, { stack: "app-aa" })).rejects.toThrow(
      /head: got no stack "app-aa"; did you mean app-a\?$/,
    );
  });
});
