import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { writeHeld } from "../../../src/delivery/handoff/held-stacks.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { gateFolder, waitsAt } from "../run/support/gate-folder.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { accountId, commits, emptyLock, pipelineWorld, type Summary } from "../run/support/pipeline-world.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const missing = await missingPipelineTools();

describe.skipIf(missing)("with Terraform and state in S3", () => {
  const moto = useMoto();
  const world = async () => pipelineWorld(await moto.bucket(), moto.region);

  test("what is pending is planned, kept, applied exactly, noted, and pending no more", async () => {
    const { synthesize, pending, plan, apply, applied, object, summary, store } = await world();
    synthesize({ "app-a": { input: "one" }, "app-b": { input: "two" } });

    expect(await pending()).toMatchObject({
      code: 0,
      text: expect.stringContaining("wave 2: was never applied: app-a, app-b\n2 stacks pending, 0 stacks applied"),
    });
    expect(await plan(7)).toEqual({
      code: 0,
      text: expect.stringMatching(
        /^(app-[ab]: 1 resource to change\n){2}shard 0 \(app-nonprod\): 2 to change, 0 without change, 0 not ready, 0 failed\n$/,
      ),
    });
    const planned = summary(7, "app-a") as { readonly digest: string };
    expect(planned).toMatchObject({
      outcome: "changed",
      planFile: { key: "plans/app-nonprod/7/1/app-a.tfplan", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await applied("app-a")).toBe(null);

    expect(await apply(7)).toEqual({
      code: 0,
      text: expect.stringMatching(/^(app-[ab]: applied\n){2}shard 0 \(app-nonprod\): 2 applied\n$/),
    });
    expect(await applied("app-a")).toEqual(["a=one"]);
    expect(await applied("app-b")).toEqual(["a=two"]);
    expect(await object("ledger/app-nonprod/app-a.applying.json")).toMatchObject({
      ...{ version: 1, apply: "7/1", commit: commits.first },
      ...{ beganAt: expect.any(String), endedAt: expect.any(String) },
    });
    expect(await object("ledger/app-nonprod/app-a.json")).toMatchObject({
      version: 1,
      accountId,
      commit: commits.first,
      digest: planned.digest,
      lockHash: sha256(emptyLock),
      runUrl: "https://github.com/acme/backup/actions/runs/7",
    });
    expect(await store.list("state/")).toEqual(["state/app-nonprod/app-a.tfstate", "state/app-nonprod/app-b.tfstate"]);

    expect((await pending()).text).toBe(
      `nothing is pending: 2 stacks applied as synthesized\n${JSON.stringify({ shards: [], count: 0, byScope: noShards })}\n`,
    );
  });

  test("a stack that another run applied in the meantime is not applied again, nor from a stale plan", async () => {
    const { synthesize, pending, plan, apply, applied, object, store } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await plan(2, { commit: commits.second });
    await apply(2, { commit: commits.second });
    const entry = (await object("ledger/app-nonprod/app-a.json")) as { readonly appliedAt: string };

    expect(await apply(1)).toEqual({
      code: 0,
      text: `app-a: superseded: applied as it is here by another run, on ${entry.appliedAt}, after this one planned it\nshard 0 (app-nonprod): 1 superseded\n`,
    });
    // of another configuration
    await store.put("ledger/app-nonprod/app-a.json", JSON.stringify({ ...entry, configHash: "e".repeat(64) }));
    expect(await apply(1)).toEqual({
      code: 1,
      text: "app-a: failed: got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again\nshard 0 (app-nonprod): 1 failed\n",
    });
    expect(await applied("app-a")).toEqual(["a=1"]);
    expect(await object("ledger/app-nonprod/app-a.json")).toMatchObject({ commit: commits.second });
    // nothing for the next plan to look for
    expect(await object("ledger/app-nonprod/app-a.applying.json")).toMatchObject({ endedAt: expect.any(String) });
    expect(await object("runs/app-nonprod/1/1/app-a.failed")).toMatchObject({ stack: "app-a", outcome: "failed" });
  });

  test("a plan file that is not the one that this run made is not applied, and stops the shard", async () => {
    const { synthesize, pending, plan, apply, applied, store, summary, object, result } = await world();
    synthesize({ "app-a": {}, "app-b": {} });
    await pending();
    await plan(1);
    const { planFile } = summary(1, "app-a") as Summary;
    // a plan that Terraform would take: the other stack's
    const other = await store.get("plans/app-nonprod/1/1/app-b.tfplan");
    await store.put(planFile.key, other ?? "");

    const { code, text } = await apply(1, { jobs: 1 });

    expect(code).toBe(1);
    expect(text).toMatch(
      new RegExp(
        `^app-a: failed: TAMPERED PLAN: got sha-256 [0-9a-f]{64} at plans/app-nonprod/1/1/app-a\\.tfplan where this run planned ${planFile.sha256}; nothing was applied and the shard stops: find out who wrote it \\(CloudTrail of the state bucket\\) before anything else is deployed\napp-b: not tried: the plan of app-a is not to be trusted\nshard 0 \\(app-nonprod\\): 1 failed, 1 not tried\n$`,
      ),
    );
    expect([await applied("app-a"), await applied("app-b")]).toEqual([null, null]);
    expect(await object("ledger/app-nonprod/app-a.json")).toBe(null);
    expect(result(1, "app-b")).toMatchObject({ outcome: "not-tried" });
  });

  test.each([
    ["of another scope", "plans/app-prod/1/1/app-a.tfplan"],
    ["of another run", "plans/app-nonprod/2/1/app-a.tfplan"],
    ["of an attempt that is still to come", "plans/app-nonprod/1/2/app-a.tfplan"],
    ["of another stack", "plans/app-nonprod/1/1/app-b.tfplan"],
  ])("a plan %s is refused, even with the right sum", async (_, key) => {
    const { synthesize, pending, plan, apply, applied, store, editSummary } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await store.put(key, (await store.get("plans/app-nonprod/1/1/app-a.tfplan")) ?? "");
    editSummary(1, "app-a", (summary) => ({ ...summary, planFile: { ...summary.planFile, key } }));

    const { code, text } = await apply(1);

    expect(code).toBe(1);
    expect(text).toContain(`app-a: failed: PLAN OF ANOTHER STACK OR RUN: got ${key}; nothing was applied`);
    expect(await applied("app-a")).toBe(null);
  });

  test("a summary and a shard of another scope are refused", async () => {
    const { synthesize, pending, plan, apply, applied, editSummary } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    editSummary(1, "app-a", (summary) => ({ ...summary, scope: "app-prod" }));

    expect((await apply(1)).text).toContain(
      "app-a: failed: PLAN OF ANOTHER SCOPE: got app-prod for a stack of app-nonprod",
    );
    await expect(apply(1, { scope: "app-prod" })).rejects.toThrow(
      "got shard 0 of app-nonprod in the job of app-prod; use a shard of app-prod",
    );
    expect(await applied("app-a")).toBe(null);
  });

  test("a stack whose JSON keeps its state in another scope than its shard is neither planned nor applied", async () => {
    const { synthesize, pending, plan, apply } = await world();
    synthesize({ "app-a": {} });
    await pending();
    synthesize({ "app-a": { scope: "app-prod" } });

    const message = "app-a: got state of scope app-prod in a shard of app-nonprod; synthesize and shard it again";
    await expect(plan(1)).rejects.toThrow(message);
    await expect(apply(1)).rejects.toThrow(message);
  });

  test("a plan that does not know of an apply that was begun since is not applied: a key would be made twice", async () => {
    const { synthesize, pending, plan, apply, applied, store, object, summary, editSummary } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await store.put("ledger/app-nonprod/app-a.applying.json", "of a run that was killed");

    expect(await apply(1)).toMatchObject({
      code: 1,
      text: expect.stringContaining(
        "app-a: failed: got another apply of this stack (unknown) that was begun after it was planned and did not end well; nothing was changed. If it is under way, wait for it; else dispatch deploy, which takes over what it has made\n",
      ),
    });
    expect(await applied("app-a")).toBe(null);

    await plan(2);
    const recovery = { apply: "unknown", notes: ["a key is used by nothing"] };
    expect(summary(2, "app-a")).toMatchObject({ recovery: { ...recovery, notes: [] } });
    editSummary(2, "app-a", (planned) => ({ ...planned, recovery }));
    expect(await apply(2)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^app-a: applied: a key is used by nothing\n/),
    });
    expect(await object("ledger/app-nonprod/app-a.applying.json")).toMatchObject({
      apply: "2/1",
      endedAt: expect.any(String),
    });
  });

  test("a plan that is gone is not made up for", async () => {
    const bucket = await moto.bucket();
    const { synthesize, pending, plan, apply, applied } = pipelineWorld(bucket, moto.region);
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await moto.remove(bucket, "plans/app-nonprod/1/1/app-a.tfplan");

    expect((await apply(1)).text).toContain(
      "app-a: failed: got no plan at plans/app-nonprod/1/1/app-a.tfplan: it has expired; push or dispatch deploy, which plans it again",
    );
    expect(await applied("app-a")).toBe(null);
  });

  test("a kept plan is never overwritten", async () => {
    const { synthesize, pending, plan, store, summary } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    const kept = await store.get("plans/app-nonprod/1/1/app-a.tfplan");

    expect(await plan(1)).toMatchObject({
      code: 1,
      text: expect.stringContaining(
        "got a plan of this run already (plans/app-nonprod/1/1/app-a.tfplan), which is never overwritten; start the whole run again",
      ),
    });
    expect(await store.get("plans/app-nonprod/1/1/app-a.tfplan")).toEqual(kept);
    expect(summary(1, "app-a")).toMatchObject({ outcome: "failed", planFile: null, changes: [] });
  });

  test("of two runs at once, the second says who holds the lock, or waits, and has nothing to do once the first has done it", async () => {
    const gate = gateFolder();
    const { synthesize, pending, plan, apply, applyInProcess, applied, store, object } = await world();
    synthesize({ "app-a": { more: waitsAt(gate) } });
    await pending();
    await plan(1);
    const first = applyInProcess(1);
    await gate.reached();
    await plan(2, { commit: commits.second });
    await plan(3, { commit: commits.second });

    const { code, text } = await apply(2, { commit: commits.second, lockTimeout: "0s" });
    const waiting = applyInProcess(3, { commit: commits.second });
    const note = "ledger/app-nonprod/app-a.applying.json";
    await vi.waitFor(async () => expect(await object(note)).toMatchObject({ apply: "3/1" }), 60_000);
    gate.open();

    expect(code).toBe(1);
    expect(text).toMatch(
      /^app-a: failed: got a locked state: \S+@\S+ holds lock [0-9a-f-]{36} since 20\S+ \S+ \S+ UTC \(OperationTypeApply\); nothing was changed\. If that is another run, wait for it; if it was killed, run `gh workflow run unlock\.yml --ref main -f stack=app-a -f scope=app-nonprod -f lock-id=[0-9a-f-]{36}`, then dispatch deploy\n/,
    );
    expect(await first.ended).toEqual({ end: 0, text: "app-a: applied\nshard 0 (app-nonprod): 1 applied\n" });
    expect(await waiting.ended).toMatchObject({
      end: 0,
      text: expect.stringMatching(
        /^(?:app-a: waiting for .*\n)?app-a: superseded: applied as it is here by another run, on .*, after this one planned it\n/,
      ),
    });
    expect(await applied("app-a")).toEqual(["a=1"]);
    expect(await object("ledger/app-nonprod/app-a.json")).toMatchObject({ commit: commits.first });
    expect(await object(note)).toMatchObject({ apply: "1/1", endedAt: expect.stringMatching(/^20/) });
    expect(await store.list("state/")).toEqual(["state/app-nonprod/app-a.tfstate"]);
  });

  test("a killed apply is pending again; the next one names its lock, and without the lock it converges", async () => {
    const gate = gateFolder();
    const bucket = await moto.bucket();
    const { synthesize, pending, plan, apply, applyInProcess, applied, store, object, result } = pipelineWorld(
      bucket,
      moto.region,
    );
    synthesize({ "app-a": { more: waitsAt(gate) } });
    await pending();
    await plan(1);
    const killed = applyInProcess(1);
    const terraform = await gate.reached();

    killed.child.kill("SIGKILL");
    process.kill(-terraform, "SIGKILL");
    expect(await killed.ended).toEqual({ end: "SIGKILL", text: "" });
    expect(result(1, "app-a")).toMatchObject({
      outcome: "failed",
      message: expect.stringContaining("killed while it was applied"),
    });

    expect(await object("ledger/app-nonprod/app-a.json")).toBe(null);
    const lock = "state/app-nonprod/app-a.tfstate.tflock";
    const { ID: id } = (await object(lock)) as { readonly ID: string };
    expect((await pending()).text).toContain("wave 2: was never applied: app-a\n");
    await plan(2);
    expect((await apply(2, { lockTimeout: "0s" })).text).toContain(
      `run \`gh workflow run unlock.yml --ref main -f stack=app-a -f scope=app-nonprod -f lock-id=${id}\`, then dispatch deploy`,
    );
    expect(await object(lock)).toMatchObject({ ID: id });

    await moto.remove(bucket, lock);
    gate.open();
    await plan(3);
    expect(await apply(3)).toMatchObject({ code: 0 });
    expect(await applied("app-a")).toEqual(["a=1"]);
    expect((await pending()).text).toContain("nothing is pending");
    expect(await store.list("state/")).toEqual(["state/app-nonprod/app-a.tfstate"]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s lets Terraform save its state and free the lock; the stack stays pending and the next is not begun",
    async (signal) => {
      const gate = gateFolder();
      const { synthesize, pending, plan, applyInProcess, store, object, result } = await world();
      const resources = { a: { input: "first" }, b: { input: "${terraform_data.a.output}", ...waitsAt(gate) } };
      synthesize({ "app-a": { resources }, "app-b": {} });
      await pending();
      await plan(1);
      const { child, ended } = applyInProcess(1);
      await gate.reached();

      child.kill(signal);
      const { end, text } = await ended;

      expect(end).toBe(signal);
      expect(text).toMatch(
        /^interrupted: Terraform is asked to stop; it ends what it has begun, writes the state and frees the lock\napp-a: failed: interrupted while it was applied: /,
      );
      expect(text).toContain(
        "app-b: not tried: interrupted before it was begun\nshard 0 (app-nonprod): 1 failed, 1 not tried\n",
      );
      expect(result(1, "app-b")).toMatchObject({ outcome: "not-tried" });
      // what was done before the interruption is not forgotten
      expect(await object("state/app-nonprod/app-a.tfstate")).toMatchObject({
        resources: expect.arrayContaining([expect.objectContaining({ name: "a" })]),
      });
      expect(await store.list("state/")).toEqual(["state/app-nonprod/app-a.tfstate"]);
      expect(await store.list("ledger/")).toEqual(["ledger/app-nonprod/app-a.applying.json"]);
      expect((await pending()).text).toContain("was never applied: app-a, app-b\n");
    },
  );

  test("more failures than the budget stop the shard, and every other shard of the scope in this run", async () => {
    const { synth, synthesize, pending, plan, apply, applied, store } = await world();
    const fails = { more: { provisioner: [{ "local-exec": { command: "false" } }] } };
    synthesize({ "app-a": fails, "app-b": fails, "app-c": {}, "app-d": {} });
    await pending();
    await plan(1);

    const first = await apply(1, { jobs: 1 });

    expect(first.code).toBe(1);
    expect(first.text).toMatch(
      /^app-a: failed: got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again\n {2}Error: local-exec provisioner error/,
    );
    expect(first.text).toContain(
      "app-c: not tried: 2 stacks of app-nonprod failed in this run, more than the 1 that may; mend what they have in common, then dispatch deploy\n",
    );
    expect(first.text).toContain("shard 0 (app-nonprod): 2 failed, 2 not tried\n");
    expect(await store.list("runs/")).toEqual([
      "runs/app-nonprod/1/1/app-a.failed",
      "runs/app-nonprod/1/1/app-b.failed",
    ]);

    writeFileSync(
      join(synth, "shards/1.json"),
      shardFile.text({ index: 1, scope: "app-nonprod", wave: 2, stacks: ["app-d"] }),
    );
    expect(await apply(1, { shard: 1 })).toMatchObject({
      code: 1,
      text: expect.stringContaining("app-d: not tried: "),
    });
    expect(await applied("app-d")).toBe(null);

    // another run has failures of its own
    await plan(2);
    expect(await apply(2, { shard: 1 })).toEqual({
      code: 0,
      text: "app-d: applied\nshard 1 (app-nonprod): 1 applied\n",
    });
  });

  test("one failure stops nothing, leaves no ledger entry, and later everything pending is applied", async () => {
    const { synthesize, pending, plan, apply, applied, object } = await world();
    const failing = { more: { provisioner: [{ "local-exec": { command: "false" } }] } };
    synthesize({ "app-a": failing, "app-b": {} });
    await pending();
    await plan(1);

    expect(await apply(1, { jobs: 1 })).toMatchObject({ code: 1, text: expect.stringContaining("app-b: applied\n") });
    expect(await object("ledger/app-nonprod/app-a.json")).toBe(null);

    synthesize({ "app-a": {}, "app-b": {} });
    expect((await pending()).text).toContain(
      "wave 2: was never applied: app-a\n1 stack pending, 1 stack applied as synthesized\n",
    );
    await plan(2);
    expect(await apply(2)).toMatchObject({ code: 0 });
    expect(await applied("app-a")).toEqual(["a=1"]);
    expect((await pending()).text).toContain("nothing is pending");
  });

  test("a config that changes nothing only gets its ledger entry", async () => {
    const { synthesize, pending, plan, apply, object, store, summary } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await apply(1);
    const before = await object("ledger/app-nonprod/app-a.json");
    const state = await store.get("state/app-nonprod/app-a.tfstate");

    synthesize({ "app-a": { tags: { team: "payments" } } });
    expect((await pending()).text).toContain("wave 2: config differs from what was applied: app-a\n");
    expect((await plan(2)).text).toContain("app-a: no change\n");
    expect(summary(2, "app-a")).toMatchObject({ outcome: "unchanged", planFile: null, digest: "" });
    expect(await store.list("plans/app-nonprod/2/")).toEqual([]);
    expect(await apply(2, { commit: commits.second })).toEqual({
      code: 0,
      text: "app-a: unchanged\nshard 0 (app-nonprod): 1 unchanged\n",
    });

    const after = await object("ledger/app-nonprod/app-a.json");
    expect(after).toMatchObject({ commit: commits.second, digest: "" });
    expect(after?.["configHash"]).not.toBe(before?.["configHash"]);
    expect(await store.get("state/app-nonprod/app-a.tfstate")).toEqual(state);
    expect((await pending()).text).toContain("nothing is pending");
  });

  test("another lock file makes every stack pending, and the ledger remembers it", async () => {
    const { synth, synthesize, pending, plan, apply } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await apply(1);

    writeFileSync(join(synth, ".terraform.lock.hcl"), "# another\n");
    expect((await pending()).text).toContain("wave 2: another lock file than it was applied with: app-a\n");
    await plan(2);
    expect(await apply(2, { commit: commits.second })).toMatchObject({ code: 0 });
    expect((await pending()).text).toContain("nothing is pending");
  });

  test("without a lock file nothing is planned for a deploy; taken away later, what was planned is not applied", async () => {
    const { synth, synthesize, pending, plan, apply, applied, object } = await world();
    synthesize({ "app-a": {} });
    const lock = join(synth, ".terraform.lock.hcl");
    await pending();
    await plan(1);
    rmSync(lock);
    const problem =
      "got no .terraform.lock.hcl, so that any release of a provider could be used; commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed";

    expect(await apply(1)).toMatchObject({ code: 1, text: expect.stringContaining(`app-a: failed: ${problem}\n`) });
    expect(await plan(2)).toMatchObject({ code: 1, text: expect.stringContaining(`app-a: failed\n  ${problem}\n`) });
    expect(await plan(3, { save: false })).toEqual({
      code: 0,
      text: expect.stringMatching(
        /^warning: got no \.terraform\.lock\.hcl; nothing is deployed without one: commit it, as docs\/runbooks\/lock-file\.md says\napp-a: 1 resource to change\n/,
      ),
    });
    expect([await applied("app-a"), await object("ledger/app-nonprod/app-a.applying.json")]).toEqual([null, null]);

    writeFileSync(lock, "# another\n");
    expect((await apply(1)).text).toContain(
      "app-a: failed: got a plan made with another lock file: the versions are the same, the checksums or the rest differ; nothing was changed. Dispatch deploy, which plans it again with what there is now\n",
    );
    expect([await applied("app-a"), await object("ledger/app-nonprod/app-a.applying.json")]).toEqual([null, null]);
  });

  test("an older run does not apply what a newer commit has applied", async () => {
    const repository = temporaryFolder();
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@acme.example", ...args], {
        cwd: repository,
        encoding: "utf8",
      }).trim();
    git("init", "--quiet");
    const commit = () => {
      git("commit", "--quiet", "--allow-empty", "--message", "change");
      return git("rev-parse", "HEAD");
    };
    const [older, newer] = [commit(), commit()];
    const { synthesize, pending, plan, apply, applied, object } = await world();
    synthesize({ "app-a": { input: "new" } });
    await pending();
    await plan(2, { commit: newer });
    await apply(2, { commit: newer });
    synthesize({ "app-a": { input: "old" } });
    await pending();
    await plan(1, { commit: older });

    const cwd = vi.spyOn(process, "cwd").mockReturnValue(repository);
    const { code, text } = await apply(1, { commit: older }).finally(() => cwd.mockRestore());

    expect(code).toBe(0);
    expect(text).toMatch(
      new RegExp(
        `^app-a: superseded: a newer commit, ${newer.slice(0, 12)}, was applied on \\S+\nshard 0 \\(app-nonprod\\): 1 superseded\n$`,
      ),
    );
    expect(await applied("app-a")).toEqual(["a=new"]);
    expect(await object("ledger/app-nonprod/app-a.json")).toMatchObject({ commit: newer });
  });

  test("jobs that are started again leave alone what they have applied", async () => {
    const { synthesize, pending, plan, apply } = await world();
    synthesize({ "app-a": {} });
    await pending();
    await plan(1);
    await apply(1);

    expect(await apply(1)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^app-a: superseded: applied from this commit already, on \S+\n/),
    });
  });

  test("held, not ready and unplanned stacks are left alone, and only the unplanned one is a failure", async () => {
    const { synthesize, pending, plan, apply, applied, folders, editSummary, store } = await world();
    synthesize({ "app-a": {}, "app-b": {}, "app-c": {}, "app-d": {} });
    await pending();
    await plan(1);
    await writeHeld(folders(1).summaries, { reasons: { "app-a": "differs" }, reportId: "" });
    editSummary(1, "app-b", (summary) => ({ ...summary, outcome: "not-ready", error: "got no way in" }));
    editSummary(1, "app-c", (summary) => ({ ...summary, outcome: "failed", error: "Error: throttled" }));
    rmSync(join(folders(1).summaries, "app-d.json"));

    const { code, text } = await apply(1, { jobs: 1 });

    expect(code).toBe(1);
    expect(text.split("\n")).toEqual([
      "app-a: held: the report of this run says why, and what it takes: that somebody accepts it, that somebody else does, an allowance, or what it waits for",
      "app-b: not ready: got no way in",
      "app-c: failed: its plan failed, so there is nothing to apply",
      "  Error: throttled",
      expect.stringMatching(
        /^app-d: failed: got no summary of its plan \(.*app-d\.json\): the plan job did not finish; start the whole run again$/,
      ),
      "shard 0 (app-nonprod): 1 held, 1 not ready, 2 failed",
      "",
    ]);
    expect([await applied("app-a"), await applied("app-b"), await applied("app-c")]).toEqual([null, null, null]);
    expect(await store.list("ledger/")).toEqual([]);
  });

  test("a broken ledger entry makes its stack pending, and the next apply mends it", async () => {
    const { synthesize, pending, plan, apply, store, object } = await world();
    synthesize({ "app-a": {} });
    await store.put("ledger/app-nonprod/app-a.json", "{}");

    expect((await pending()).text).toContain(
      "wave 2: its ledger entry is broken (got a ledger entry without version; ",
    );
    await plan(1);
    expect(await apply(1)).toMatchObject({ code: 0 });
    expect(await object("ledger/app-nonprod/app-a.json")).toMatchObject({ version: 1, commit: commits.first });
  });
});

const noShards = {
  management: [],
  shared: [],
  "central-prod": [],
  "central-nonprod": [],
  "app-nonprod": [],
  "policies-nonprod": [],
  "app-prod": [],
  "policies-prod": [],
};
