import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ApplyOptions, applyStack } from "../../../src/delivery/apply/apply-stack.ts";
import { resultCounts, resultLine } from "../../../src/delivery/apply/result-lines.ts";
import { applyNoteFile } from "../../../src/delivery/handoff/apply-note.ts";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import type { ObjectStore } from "../../../src/delivery/handoff/object-store.ts";
import type { StackResult } from "../../../src/delivery/handoff/stack-result.ts";
import { type StackSummary, summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { readPipelineStack } from "../../../src/delivery/stack/pipeline-stack.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { appJson } from "../affected/support/trees.ts";
import { appliedEntry } from "../ledger/support/entries.ts";
import { created, plan, summaryOf } from "../report/support/plans.ts";
import { awsLock } from "../support/aws-lock.ts";
import { fakeTerraform } from "../support/fake-terraform.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const now = "2026-11-30T12:00:00Z";
const run = {
  runId: "7",
  attempt: "1",
  commit: "a".repeat(40),
  runUrl: "https://github.com/acme/backup/actions/runs/7",
};
const planKey = "plans/app-nonprod/7/1/app-a.tfplan";
const ledgerKey = "ledger/app-nonprod/app-a.json";
const noteKey = "ledger/app-nonprod/app-a.applying.json";

function memory(objects: Readonly<Record<string, string>>, refuses: (key: string) => boolean) {
  const kept = new Map(Object.entries(objects));
  const store: ObjectStore = {
    get: async (key) => (kept.has(key) ? Buffer.from(kept.get(key) ?? "") : null),
    put: async (key, body) => {
      if (refuses(key)) throw new Error(`AccessDenied at ${key}`);
      kept.set(key, String(body));
    },
    putNew: async () => "exists",
    list: async () => [],
  };
  return { store, json: (key: string): unknown => JSON.parse(kept.get(key) ?? "null") };
}

interface World {
  readonly summary?: Partial<StackSummary> | null;
  readonly objects?: Readonly<Record<string, string>>;
  readonly terraform?: string;
  readonly json?: object;
  readonly refuses?: (key: string) => boolean;
  readonly options?: Partial<ApplyOptions>;
}

/** What comes of applying `app-a` by a `terraform` that does as the branches of a shell `case` say. */
async function applied({
  summary = {},
  objects = {},
  terraform = "",
  json: stackJson = appJson("a"),
  refuses = () => false,
  options = {},
}: World = {}) {
  const folder = temporaryFolder();
  const [synth, summaries, scratch] = ["synth", "summaries", "scratch"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(synth, "head/stacks/app-a"), { recursive: true });
  mkdirSync(summaries);
  mkdirSync(scratch);
  writeFileSync(join(synth, "head/stacks/app-a/cdk.tf.json"), JSON.stringify(stackJson));
  writeFileSync(join(synth, ".terraform.lock.hcl"), awsLock());
  if (summary !== null) {
    const planned = summaryOf("app-a", "app-nonprod", plan(created("aws_backup_vault.a", { name: "lockstep-local" })), {
      planFile,
      ...summary,
    });
    await summaryFile.write(join(summaries, "app-a.json"), planned);
  }
  const fake = fakeTerraform(folder, terraform);
  const { store, json } = memory({ [planKey]: "the plan", ...objects }, refuses);
  const kept: StackResult[] = [];
  const result = await applyStack(await readPipelineStack(synth, "app-a", "app-nonprod"), {
    ...{ synth, summaries, held: {}, since: {}, store, run, scratch, lock: awsLock(), terraformVersion: "1.11.4" },
    isAncestor: async () => true,
    tip: null,
    env: { ...fake.env, AWS_SESSION_TOKEN: "the-token-of-the-job" },
    signal: new AbortController().signal,
    lockTimeout: "10m",
    now: () => now,
    reader: () => ({ keys: async () => [], policies: async () => new Map() }),
    keep: async (one) => void kept.push(one),
    ...options,
  });
  const calls = fake
    .calls()
    .split("\n")
    .flatMap((line) => /^call (?:-chdir=\S+ )?(.*)$/.exec(line)?.[1] ?? []);
  return { result, calls, json, kept, left: readdirSync(scratch) };
}
const came = (outcome: StackResult["outcome"], message: string, stop = false) => ({
  ...{ stack: "app-a", scope: "app-nonprod", wave: 2 },
  ...{ outcome, message, stop },
});
const planFile: NonNullable<StackSummary["planFile"]> = {
  ...{ key: planKey, sha256: sha256("the plan"), terraformVersion: "1.11.4", lockHash: sha256(awsLock()) },
  providers: { "registry.terraform.io/hashicorp/aws": "5.100.0" },
};
const noted = (endedAt: string | null, apply = "7/1") =>
  JSON.stringify({ version: 1, apply, commit: run.commit, runUrl: run.runUrl, beganAt: now, endedAt });
const dispatch =
  "nothing was applied and the shard stops: find out who wrote it (CloudTrail of the state bucket) before anything else is deployed";

test("the plan that was kept is applied once, noted, entered in the ledger, and no copy of it is left", async () => {
  const { result, calls, json, left } = await applied();

  expect(result).toEqual(came("applied", ""));
  expect(calls).toEqual([
    "init -input=false -no-color -lockfile=readonly",
    "apply -input=false -no-color -lock-timeout=10m plan.tfplan",
  ]);
  expect(json(ledgerKey)).toMatchObject({
    ...{ version: 1, stack: "app-a", scope: "app-nonprod", commit: run.commit, terraformVersion: "1.11.4" },
    ...{
      lockHash: sha256(awsLock()),
      appliedAt: now,
      runUrl: run.runUrl,
      configHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  expect(json(noteKey)).toMatchObject({ apply: "7/1", beganAt: now, endedAt: now });
  expect(left).toEqual([]);
});

test("what an older run has applied alike since this one planned it is not applied again", async () => {
  const entry = { stack: "app-a", scope: "app-nonprod", accountId: "1".repeat(12), digest: "", commit: "b".repeat(40) };
  const applies = { terraformVersion: "1.11.4", lockHash: sha256(awsLock()), appliedAt: now, runUrl: "", version: 1 };
  const hash = configHash(appJson("a"));
  const objects = { [ledgerKey]: JSON.stringify({ ...entry, ...applies, configHash: hash }) };
  const options = { isAncestor: async () => false, since: { "app-a": null } };

  const { result, calls } = await applied({ objects, options });

  expect(result).toEqual(
    came("superseded", `applied as it is here by another run, on ${now}, after this one planned it`),
  );
  expect(calls).toEqual([]);
});

test("what a plan without a change has found out is told by its apply, which notes that nothing is left to look for", async () => {
  const { result, json } = await applied({
    summary: { outcome: "unchanged", planFile: null, recovery: { apply: "6/1", notes: ["may stand in AWS"] } },
    objects: { [noteKey]: noted(null, "6/1") },
  });

  expect(result).toEqual(came("unchanged", "may stand in AWS"));
  expect(json(noteKey)).toMatchObject({ apply: "6/1", endedAt: now });
});

test("an apply notes of what config it is, so that a later one knows what it may have made", async () => {
  const { json } = await applied({ terraform: "  *apply*) exit 1 ;;" });

  expect(json(noteKey)).toMatchObject({ apply: "7/1", configHash: configHash(appJson("a")), endedAt: null });
});

const noteOf = (apply: string, endedAt: string | null, beganAt = now) =>
  JSON.stringify({ ...JSON.parse(noted(endedAt, apply)), beganAt });
const entryOf = (hash: string) =>
  ledgerFile.text({
    ...appliedEntry,
    commit: run.commit,
    configHash: hash,
    lockHash: sha256(awsLock()),
    appliedAt: "2026-11-30T12:00:30.000Z",
  });

/** Another run's apply of the stack, which has begun, and ends well after so many looks, if it does. */
function otherRun(looks: number, configOf: string, beganAt = now) {
  const { store } = memory({ [planKey]: "the plan", [noteKey]: noteOf("6/1", null, beganAt) }, () => false);
  const waited: number[] = [];
  const said: string[] = [];
  const wait = async (milliseconds: number) => {
    waited.push(milliseconds);
    if (waited.length !== looks) return;
    await store.put(noteKey, noteOf("6/1", "2026-11-30T12:00:31Z", beganAt));
    await store.put(ledgerKey, entryOf(configOf));
  };
  const patience = { wait, longestMs: 65_000, say: (line: string) => void said.push(line) };
  return { waited, said, options: { store, patience, isAncestor: async () => false } };
}
const alike = configHash(appJson("a"));

test("of two runs that meet at a stack, the second waits, and has nothing to do once the first has done it", async () => {
  const { waited, said, options } = otherRun(3, alike);

  const { result, calls } = await applied({ options });

  expect(result).toEqual(came("superseded", "applied from this commit already, on 2026-11-30T12:00:30.000Z"));
  expect(calls).toEqual([]);
  expect(waited).toEqual([10_000, 10_000, 10_000]);
  expect(said).toEqual([`app-a: waiting for another apply of this stack (6/1, ${run.runUrl})`]);
});

test("where the first has applied something else, the second goes on, and Terraform refuses what is stale", async () => {
  const { waited, options } = otherRun(1, "f".repeat(64));
  const terraform = "  *apply*) echo 'Error: Saved plan is stale' >&2; exit 1 ;;";

  const { result } = await applied({ options, terraform });

  expect(result.outcome).toBe("failed");
  expect(result.message).toMatch(/^got a stale plan: .*; nothing was changed, push or dispatch deploy/);
  expect(waited).toEqual([10_000]);
});

test("who does not end is waited for as long as for a lock, and then it is said what comes next", async () => {
  const { waited, options } = otherRun(Number.POSITIVE_INFINITY, alike);

  const { result, calls } = await applied({ options });

  expect(result.outcome).toBe("failed");
  expect(result.message).toMatch(/^got another apply of this stack \(6\/1, .*nothing was changed\. If it is under way/);
  expect(waited).toEqual([10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 5_000]);
  expect(calls).toEqual([]);
});

test("an earlier attempt of the same run is over, and not waited for", async () => {
  const { waited, options } = otherRun(1, alike);
  await options.store.put(noteKey, noteOf("7/1", null));

  const { result } = await applied({ options: { ...options, run: { ...run, attempt: "2" } } });

  expect(result.message).toMatch(/^got another apply of this stack \(7\/1, /);
  expect(waited).toEqual([]);
});

test("who began half an hour ago and has not ended is dead, and not waited for", async () => {
  const { waited, options } = otherRun(1, alike, "2026-11-30T11:30:00Z");

  expect((await applied({ options })).result.outcome).toBe("failed");
  expect(waited).toEqual([]);
});

test("a plan that goes stale because another run was faster is done, once that has ended well", async () => {
  const { store } = memory({ [planKey]: "the plan" }, () => false);
  const waited: number[] = [];
  const inTheWay: ObjectStore = {
    ...store,
    // the other begins in the moment between the last look and this note
    put: async (key, body) => {
      await store.put(key, key === noteKey && waited.length === 0 ? noteOf("6/1", null) : body);
    },
  };
  const wait = async (milliseconds: number) => {
    waited.push(milliseconds);
    await store.put(noteKey, noteOf("6/1", "2026-11-30T12:00:31Z"));
    await store.put(ledgerKey, entryOf(alike));
  };
  const patience = { wait, longestMs: 60_000, say: () => undefined };
  const terraform = "  *apply*) echo 'Error: Saved plan is stale' >&2; exit 1 ;;";

  const { result } = await applied({
    options: { store: inTheWay, patience, isAncestor: async () => false },
    terraform,
  });

  expect(result).toEqual(came("superseded", "applied from this commit already, on 2026-11-30T12:00:30.000Z"));
  expect(waited).toEqual([10_000]);
});

test("an apply that another run begins while Terraform gets ready keeps this one from beginning", async () => {
  const inner = memory({ [planKey]: "the plan" }, () => false);
  let looks = 0;
  const store: ObjectStore = {
    ...inner.store,
    get: async (key) => (key === noteKey && ++looks > 1 ? Buffer.from(noted(null, "6/1")) : inner.store.get(key)),
  };

  const { result, calls, kept } = await applied({ options: { store } });

  expect(result.outcome).toBe("failed");
  expect(result.message).toMatch(/^got another apply of this stack \(6\/1, .*nothing was changed\. If it is under way/);
  expect(calls).toEqual(["init -input=false -no-color -lockfile=readonly"]);
  expect(kept).toEqual([]);
});

test("a plan without changes is entered in the ledger without Terraform", async () => {
  const { result, calls, json } = await applied({ summary: { outcome: "unchanged", planFile: null } });

  expect(result).toEqual(came("unchanged", ""));
  expect(calls).toEqual([]);
  expect(json(ledgerKey)).toMatchObject({ stack: "app-a", commit: run.commit });
  expect(json(noteKey)).toBeNull();
});

test.each([
  ["the one that the plan knew of", "6/1", "6/1", now],
  ["one that was begun after it was planned", "6/2", "6/1", null],
])(
  "where nothing is to change, nothing is missing of an apply that did not end well, if it is %s",
  async (_, apply, known, endedAt) => {
    const note = { apply, commit: run.commit, runUrl: "", beganAt: now, endedAt: null };

    const { json } = await applied({
      summary: { outcome: "unchanged", planFile: null, recovery: { apply: known, notes: [] } },
      objects: { [noteKey]: applyNoteFile.text(note) },
    });

    expect(json(noteKey)).toEqual({ version: 1, ...note, endedAt });
  },
);

test("a note that cannot be read is written anew where nothing is missing", async () => {
  const { json } = await applied({
    summary: { outcome: "unchanged", planFile: null, recovery: { apply: "unknown", notes: [] } },
    objects: { [noteKey]: "{" },
  });

  expect(json(noteKey)).toMatchObject({ apply: "7/1", endedAt: now });
});

test.each<readonly [what: string, world: World, expected: ReturnType<typeof came>]>([
  [
    "a stack that the report holds",
    { options: { held: { "app-a": "guard" } } },
    came(
      "held",
      "the report of this run says why, and what it takes: that somebody accepts it, that somebody else does, an allowance, or what it waits for",
    ),
  ],
  ["a stack that is not ready", { summary: { outcome: "not-ready", error: "no role" } }, came("not-ready", "no role")],
  [
    "a stack whose plan failed",
    { summary: { outcome: "failed", error: "no way in" } },
    came("failed", "its plan failed, so there is nothing to apply\nno way in"),
  ],
  [
    "a plan that was not kept",
    { summary: { planFile: null } },
    came("failed", "got a plan that was not kept; plan it with --save, by a run of deploy"),
  ],
  [
    "a plan of another scope",
    { summary: { scope: "app-prod" } },
    came("failed", `PLAN OF ANOTHER SCOPE: got app-prod for a stack of app-nonprod; ${dispatch}`, true),
  ],
  [
    "a plan of another run",
    { summary: { planFile: { ...planFile, key: "plans/app-nonprod/8/1/app-a.tfplan" } } },
    came("failed", `PLAN OF ANOTHER STACK OR RUN: got plans/app-nonprod/8/1/app-a.tfplan; ${dispatch}`, true),
  ],
  [
    "a plan that somebody wrote over",
    { objects: { [planKey]: "another" } },
    came(
      "failed",
      `TAMPERED PLAN: got sha-256 ${sha256("another")} at ${planKey} where this run planned ${sha256("the plan")}; ${dispatch}`,
      true,
    ),
  ],
  [
    "a plan that has expired",
    {
      summary: { planFile: { ...planFile, sha256: "0".repeat(64) } },
      objects: {},
      options: { store: memory({}, () => false).store },
    },
    came("failed", `got no plan at ${planKey}: it has expired; push or dispatch deploy, which plans it again`),
  ],
  [
    "a plan that does not know of an apply that did not end well",
    { objects: { [noteKey]: noted(null, "6/1") } },
    came(
      "failed",
      `got another apply of this stack (6/1, ${run.runUrl}) that was begun after it was planned and did not end well; nothing was changed. If it is under way, wait for it; else dispatch deploy, which takes over what it has made`,
    ),
  ],
  [
    "a plan that does not know of an apply that cannot be read",
    { objects: { [noteKey]: "{" } },
    came(
      "failed",
      "got another apply of this stack (unknown) that was begun after it was planned and did not end well; nothing was changed. If it is under way, wait for it; else dispatch deploy, which takes over what it has made",
    ),
  ],
  [
    "a plan without a lock file",
    { options: { lock: null } },
    came(
      "failed",
      "got no .terraform.lock.hcl, so that any release of a provider could be used; commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed",
    ),
  ],
  [
    "a stack without changes, without a lock file",
    { summary: { outcome: "unchanged", planFile: null }, options: { lock: null } },
    came(
      "failed",
      "got no .terraform.lock.hcl, so that any release of a provider could be used; commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed",
    ),
  ],
  [
    "a plan of another lock file",
    { options: { lock: awsLock("6.2.0") } },
    came(
      "failed",
      "got a plan made with another lock file: registry.terraform.io/hashicorp/aws 5.100.0 planned it, 6.2.0 would apply it; nothing was changed. Dispatch deploy, which plans it again with what there is now",
    ),
  ],
  [
    "a plan of another Terraform",
    { options: { terraformVersion: "1.12.0" } },
    came(
      "failed",
      "got a plan that another Terraform made: 1.11.4 planned it, 1.12.0 would apply it; nothing was changed. Dispatch deploy, which plans it again with what there is now",
    ),
  ],
])("%s is not applied", async (_, world, expected) => {
  const { result, calls, json, kept } = await applied(world);

  expect(result).toEqual(expected);
  expect([calls, kept]).toEqual([[], []]);
  expect(json(ledgerKey)).toBeNull();
});

test("without a summary nothing is applied, and the missing file is named", async () => {
  const { result, calls } = await applied({ summary: null });

  expect(result).toEqual(
    came(
      "failed",
      expect.stringMatching(
        /^got no summary of its plan \(\/.*\/summaries\/app-a\.json\): the plan job did not finish; start the whole run again$/,
      ) as unknown as string,
    ),
  );
  expect(calls).toEqual([]);
});

test("an apply that the plan knows of is taken over, and what people are to know of it is told", async () => {
  const { result, json } = await applied({
    summary: { recovery: { apply: "6/1", notes: ["arn:aws:kms:a was made", "arn:aws:kms:b too"] } },
    objects: { [noteKey]: noted(null, "6/1") },
  });

  expect(result).toEqual(came("applied", "arn:aws:kms:a was made\narn:aws:kms:b too"));
  expect(json(noteKey)).toMatchObject({ apply: "7/1", endedAt: now });
});

test("a key that was made twice is told, whatever else the same apply has made", async () => {
  const { resource, ...json } = appJson("a");
  const key = { ...resource.aws_kms_key.key, provider: "aws.eu-west-2" };
  const twice = {
    ...{
      keyId: "k",
      arn: "arn:aws:kms:k",
      description: key.description,
      createdMs: 1,
      isEnabled: true,
      hasAlias: false,
    },
    tags: { "lockstep:stack": "app-a" },
  };

  const told = async (...types: readonly string[]) => {
    const planned = summaryOf("app-a", "app-nonprod", plan(...types.map((type) => created(`${type}.a`))));
    const { result } = await applied({
      summary: { changes: planned.changes },
      json: { ...json, resource: { ...resource, aws_kms_key: { key } } },
      options: { reader: () => ({ keys: async () => [twice], policies: async () => new Map() }) },
    });
    return result.message;
  };

  expect(await told("aws_backup_vault", "aws_kms_key", "aws_kms_alias")).toMatch(
    /^arn:aws:kms:k was made because an answer of AWS was lost and is used by nothing/,
  );
  expect(await told("aws_backup_vault", "aws_kms_alias")).toBe("");
});

test("the plan lies where nobody but who applies it can read it, for it may hold secrets", async () => {
  const { result } = await applied({
    terraform: `  *apply*) echo "Error: $(ls -l \${1#-chdir=}/plan.tfplan | cut -c1-10)" >&2; exit 1 ;;`,
  });

  expect(result.message).toMatch(/\nError: -rw-------$/);
});

test("an init that fails changes nothing and says so, without secrets", async () => {
  const { result, calls, json, left } = await applied({
    terraform: "  *init*) echo 'Error: no way in with the-token-of-the-job' >&2; exit 1 ;;",
  });

  expect(result).toEqual(
    came(
      "failed",
      "got an error before it was applied; nothing was changed: mend the cause, then dispatch deploy\nError: no way in with (masked)",
    ),
  );
  expect(calls).toHaveLength(1);
  expect(json(noteKey)).toBeNull();
  expect(left).toEqual([]);
});

test("an apply that fails stays noted as begun, is not in the ledger, and is told without secrets", async () => {
  const { result, json, left } = await applied({
    terraform: "  *apply*) echo 'Error: broke with the-token-of-the-job' >&2; exit 1 ;;",
  });

  expect(result).toEqual(
    came(
      "failed",
      "got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again\nError: broke with (masked)",
    ),
  );
  expect(json(noteKey)).toMatchObject({ apply: "7/1", endedAt: null });
  expect(json(ledgerKey)).toBeNull();
  expect(left).toEqual([]);
});

test("what main has otherwise by now is left to its deploy: neither is the ledger written nor Terraform started", async () => {
  const tip = { commit: "c".repeat(40), configHashes: new Map([["app-a", "e".repeat(64)]]) };
  const left = came(
    "left",
    "main is at cccccccccccc now, which has another configuration of it; nothing was changed. The deploy of that commit applies what it has; if there is none, dispatch deploy",
  );

  const changed = await applied({ options: { tip } });
  const unchanged = await applied({ summary: { outcome: "unchanged" }, options: { tip } });
  const held = await applied({ options: { tip, held: { "app-a": "not-reviewed" } } });

  expect([changed, unchanged, held].map(({ result }) => result)).toEqual([left, left, left]);
  expect([changed, unchanged].map(({ calls, json }) => [calls, json(ledgerKey)])).toEqual([
    [[], null],
    [[], null],
  ]);
});

test("what main has still is applied, however far it has gone on", async () => {
  const configHashes = new Map([["app-a", configHash(appJson("a"))]]);
  const same = { commit: "c".repeat(40), configHashes };

  expect((await applied({ options: { tip: same } })).result).toEqual(came("applied", ""));
});

test("before anything is applied, it is kept what to do in case that nobody gets to say more", async () => {
  const { kept } = await applied();
  const unchanged = await applied({ summary: { outcome: "unchanged" } });

  expect(kept).toEqual([
    {
      ...{ stack: "app-a", scope: "app-nonprod", wave: 2, outcome: "failed" },
      message:
        "killed while it was applied, as GitHub does ten seconds after a run is cancelled. What had reached the state stands, and its lock may be left. Dispatch deploy, which plans the stack again and takes over what was made; if it says that the state is locked, run the unlock workflow",
    },
  ]);
  expect(unchanged.kept).toEqual([]);
});

test("an init that the lock file stops says what to do about the file", async () => {
  const { result } = await applied({
    terraform: "  *init*) echo 'Error: Provider dependency changes detected' >&2; exit 1 ;;",
  });

  expect(result.message).toBe(
    "got a lock file without the provider that the stacks ask for; nothing was changed: renew it and commit it, as docs/runbooks/lock-file.md says\nError: Provider dependency changes detected",
  );
});

test("what says that it was refused, and has begun something all the same, is looked for", async () => {
  const { json } = await applied({
    terraform: "  *apply*) echo 'a.b: Creating...'; echo 'Error: Saved plan is stale' >&2; exit 1 ;;",
  });

  expect(json(noteKey)).toMatchObject({ apply: "7/1", endedAt: null });
});

test("an apply that was refused before it did anything leaves nothing to look for", async () => {
  const { result, json } = await applied({
    terraform: "  *apply*) echo 'Error: Saved plan is stale' >&2; exit 1 ;;",
  });

  expect(result.message).toBe(
    "got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again",
  );
  expect(json(noteKey)).toMatchObject({ apply: "7/1", endedAt: now });
});

test("a ledger that cannot be written leaves the stack pending, though it is applied", async () => {
  const { result } = await applied({ refuses: (key) => key === ledgerKey });

  expect(result).toEqual(
    came(
      "failed",
      `it is applied, but the ledger does not know: AccessDenied at ${ledgerKey}; dispatch deploy, which finds nothing to change and notes it`,
    ),
  );
});

test("an end that cannot be noted is told beside what else there is to know", async () => {
  let puts = 0;
  const { result } = await applied({
    summary: { recovery: { apply: "6/1", notes: ["a was made"] } },
    objects: { [noteKey]: noted(null, "6/1") },
    refuses: (key) => key === noteKey && ++puts > 1,
  });

  expect(result).toEqual(
    came(
      "applied",
      `a was made\nthe next plan looks once more for what this apply has made: AccessDenied at ${noteKey}`,
    ),
  );
});

test("a stack whose run is stopped before it is begun is not tried", async () => {
  const stop = new AbortController();
  stop.abort();

  const { result, json } = await applied({ options: { signal: stop.signal } });

  expect(result).toEqual(came("not-tried", "interrupted before it was begun"));
  expect(json(noteKey)).toBeNull();
});

test("what was ended for the run's reason, or as Node ends what waits, was not tried", async () => {
  const stop = new AbortController();
  const reason = new Error("SIGTERM");
  stop.abort(reason);
  const { store } = memory({}, () => false);
  const endedBy = async (error: Error) =>
    (await applied({ options: { signal: stop.signal, store: { ...store, get: () => Promise.reject(error) } } })).result
      .outcome;

  expect(await endedBy(reason)).toBe("not-tried");
  expect(await endedBy(new DOMException("ended", "AbortError"))).toBe("not-tried");
  expect(await endedBy(new Error("another"))).toBe("failed");
});

test("a failure of another kind is no interruption, and an error without one is none either", async () => {
  const stop = new AbortController();
  const store: ObjectStore = { ...memory({}, () => false).store, get: () => Promise.reject(new Error("S3 is away")) };

  const before = await applied({ options: { store, signal: stop.signal } });
  stop.abort();
  const after = await applied({ options: { store, signal: stop.signal } });
  const aborted = new DOMException("stopped", "AbortError");
  const alone = await applied({ options: { store: { ...store, get: () => Promise.reject(aborted) } } });

  expect([before, after, alone].map(({ result }) => [result.outcome, result.message])).toEqual([
    ["failed", "S3 is away"],
    ["failed", "S3 is away"],
    ["failed", "stopped"],
  ]);
});

test("what became of a stack is told on one line, more of it on lines below", () => {
  const result = (outcome: StackResult["outcome"], message = ""): StackResult => ({
    ...{ stack: "app-a", scope: "app-nonprod", wave: 2 },
    outcome,
    message,
  });

  expect(resultLine(result("not-ready"))).toBe("app-a: not ready");
  expect(resultLine(result("failed", "one\ntwo\n\nthree\n"))).toBe("app-a: failed: one\n  two\n\n  three\n");
  expect(
    resultCounts(
      (["failed", "applied", "held", "applied", "not-tried", "unchanged", "superseded", "not-ready"] as const).map(
        (outcome) => result(outcome),
      ),
    ),
  ).toBe("2 applied, 1 unchanged, 1 held, 1 superseded, 1 not ready, 1 failed, 1 not tried");
});
