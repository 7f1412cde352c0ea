import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import type { ObjectStore } from "../../../src/delivery/handoff/object-store.ts";
import { type PlanStackOptions, planPipelineStack } from "../../../src/delivery/run/plan-pipeline-stack.ts";
import { readPipelineStack } from "../../../src/delivery/stack/pipeline-stack.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { appJson } from "../affected/support/trees.ts";
import { appliedEntry, tombstone } from "../ledger/support/entries.ts";
import { awsLock } from "../support/aws-lock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { createdPolicy } from "./support/created-policy.ts";

const showsNothing = `  *show*) echo '{"format_version":"1.2","terraform_version":"1.11.4"}' ;;`;

/** A plan of `app-a` by a `terraform` that does as the branches of a shell `case` say. */
async function planWith(
  branches: string,
  {
    lock = "",
    note = "",
    entry = "",
    holds = {},
    keep = null as PlanStackOptions["keep"],
    askAccount = (async () => ({ state: "CLOSED", why: "" })) as PlanStackOptions["askAccount"],
  } = {},
) {
  const folder = temporaryFolder();
  const synth = join(folder, "synth");
  const calls = join(folder, "calls");
  mkdirSync(join(synth, "head/stacks/app-a"), { recursive: true });
  writeFileSync(join(synth, "head/stacks/app-a/cdk.tf.json"), JSON.stringify({ ...appJson("a"), ...holds }));
  writeFileSync(join(synth, "head/stacks/app-a/terraform.tfstate"), "somebody's");
  if (lock || keep) writeFileSync(join(synth, ".terraform.lock.hcl"), lock || awsLock());
  mkdirSync(join(folder, "bin"));
  const script = `#!/bin/sh
printf '%s | %s\\n' "$(echo "$*" | sed 's/^[^ ]* //')" "$(ls -A "\${1#-chdir=}" | tr '\\n' ' ')" >>"${calls}"
case "$*" in
${branches}
${showsNothing}
esac
`;
  writeFileSync(join(folder, "bin/terraform"), script);
  chmodSync(join(folder, "bin/terraform"), 0o755);
  const scratch = join(folder, "scratch");
  const waits: number[] = [];
  const objects = new Map([
    ["ledger/app-nonprod/app-a.applying.json", note],
    ["ledger/app-nonprod/app-a.json", entry],
  ]);
  const summary = await planPipelineStack(await readPipelineStack(synth, "app-a", "app-nonprod"), {
    ...{ synth, scratch, keep, waitMs: (retry: number) => waits.push(retry) * 0 },
    ledger: { get: async (key) => (objects.get(key) ? Buffer.from(objects.get(key) ?? "") : null) },
    reader: () => ({ keys: async () => [], policies: async () => new Map() }),
    env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, AWS_SESSION_TOKEN: "the-token-of-the-job" },
    signal: new AbortController().signal,
    ...(askAccount && { askAccount }),
  });
  return {
    summary,
    /** Before which retries it waited as it was told. */
    waits,
    calls: (existsSync(calls) ? readFileSync(calls, "utf8") : "").split(/\s*\n/).slice(0, -1),
    left: existsSync(scratch) ? readdirSync(scratch) : [],
  };
}

const says = (text: string) => `echo '${text}' >&2; exit 1`;
const firstTimes = (count: number, does: string) =>
  `n=$(cat "$0.count" 2>/dev/null || echo 0); echo $((n+1)) >"$0.count"; if [ $n -lt ${count} ]; then ${does}; fi`;

test("a plan locks nothing, works in a copy without what Terraform left, and leaves nothing", async () => {
  const { summary, calls, left } = await planWith("");

  expect(summary).toMatchObject({
    stack: "app-a",
    scope: "app-nonprod",
    wave: 2,
    outcome: "unchanged",
    planFile: null,
  });
  expect(calls).toEqual([
    "init -input=false -no-color | cdk.tf.json",
    "plan -input=false -no-color -lock=false -detailed-exitcode -out=plan.tfplan | cdk.tf.json",
    "show -json -no-color plan.tfplan | cdk.tf.json",
  ]);
  expect(left).toEqual([]);
});

test("where there is a lock file, init keeps to it", async () => {
  const { calls } = await planWith("", { lock: "# locked" });

  expect(calls[0]).toBe("init -input=false -no-color -lockfile=readonly | .terraform.lock.hcl cdk.tf.json");
});

test.each([
  ["init", 3, "unchanged", 6],
  ["init", 4, "failed", 4],
  ["plan", 3, "unchanged", 6],
  ["plan", 4, "failed", 5],
])("%s that is throttled %i times: %s", async (step, times, outcome, callCount) => {
  const { summary, calls, waits } = await planWith(
    `  *${step}\\ -input*) ${firstTimes(times, says("api error ThrottlingException"))} ;;`,
  );

  expect(summary.outcome).toBe(outcome);
  expect(calls).toHaveLength(callCount);
  expect(waits).toEqual([0, 1, 2]);
});

test.each(["init", "plan"])(
  "%s that is refused is not tried again, and its error is told without secrets",
  async (step) => {
    const { summary, calls } = await planWith(
      `  *${step}\\ -input*) ${says("Error: ValidationException of the-token-of-the-job")} ;;`,
    );

    expect(summary).toMatchObject({
      ...{ outcome: "failed", digest: "", shape: "", changes: [], violations: [], planFile: null },
      error: "Error: ValidationException of (masked)",
    });
    expect(calls).toHaveLength(step === "init" ? 1 : 2);
  },
);

const refused = `  *plan\\ -input*) ${says("IAM Role (arn:aws:iam::666666666601:role/lockstep-pipeline-plan) cannot be assumed: operation error STS: AssumeRole, api error AccessDenied")} ;;`;

test("an account without the plan role is not ready, and the summary says why, as AWS Organizations knows it", async () => {
  const { summary } = await planWith(refused);

  expect(summary).toMatchObject({
    outcome: "not-ready",
    error:
      "got no way into account 666666666601: lockstep-pipeline-plan cannot be assumed there; the account is closed, says AWS Organizations: write `state: retired` in its file, merge that, and run the workflow retire, which enters no account; was that a mistake, AWS Support reopens it within 90 days; until then the stack stays pending",
  });
});

test("where AWS Organizations cannot be asked, the account is not ready all the same, and nothing secret is told", async () => {
  const { summary } = await planWith(refused, {
    askAccount: async () => ({ state: "UNKNOWN", why: "got the-token-of-the-job" }),
  });

  expect(summary.outcome).toBe("not-ready");
  expect(summary.error).toContain(
    "AWS Organizations could not be asked why (got (masked)). First ask `aws organizations",
  );
});

test("an account that is entered is asked of nowhere else", async () => {
  const { summary } = await planWith("", { askAccount: () => Promise.reject(new Error("was asked")) });

  expect(summary.outcome).toBe("unchanged");
});

test("a plan ended by a signal has failed", async () => {
  const { summary } = await planWith("  *plan\\ -input*) kill -9 $$ ;;");

  expect(summary).toMatchObject({ outcome: "failed", error: "SIGKILL" });
});

test("a plan that cannot be read has failed, and is not taken for one without a change", async () => {
  const { summary } = await planWith(`  *show*) echo '{"format_version":"2.0"}' ;;`);

  expect(summary).toMatchObject({
    outcome: "failed",
    error: "app-a: got no plan at format_version; use what terraform show -json says of a plan (format version 1)",
  });
});

const role = { mode: "managed", type: "aws_iam_role", name: "r", address: "aws_iam_role.r", provider_name: "aws" };
const creating = JSON.stringify({
  ...{ format_version: "1.2", terraform_version: "1.11.4" },
  resource_changes: [{ ...role, change: { actions: ["create"], before: null, after: { name: "r" } } }],
});
const lost = JSON.stringify({
  ...{ version: 1, apply: "7/1", commit: "", runUrl: "" },
  ...{ beganAt: "2026-11-24T06:00:00.000Z", endedAt: null },
});
const saysNonExistent = says('Error: Cannot import\n\nattempting to import an existing object to "aws_iam_role.r"');

test("an attachment is told with the plan of the policy that it attaches, which its own plan does not say", async () => {
  const type = "aws_organizations_policy_attachment";
  const attached = {
    ...{ mode: "managed", type, name: "n", address: `${type}.silver_eu-west-2_account-a`, provider_name: "aws" },
    change: { actions: ["create"], before: null, after: { target_id: "666666666601" } },
  };
  const shown = JSON.stringify({
    ...JSON.parse(creating),
    resource_changes: [attached, { ...role, change: attached.change }],
  });
  const holds = createdPolicy({ tags: { "lockstep:plan": "gold" } });

  const { summary } = await planWith(`  *show*) echo '${shown}' ;;`, { holds });

  expect(summary.changes.map(({ address, plan }) => [address, plan])).toEqual([
    ["aws_iam_role.r", undefined],
    [`${type}.silver_eu-west-2_account-a`, "gold"],
  ]);
});

test("where the last apply ended well, nothing is looked for", async () => {
  const ended = lost.replace("null", '"2026-11-24T06:00:00.000Z"');

  const { summary, calls } = await planWith(`  *show*) echo '${creating}' ;;`, { note: ended });

  expect(calls).toHaveLength(3);
  expect(summary).not.toHaveProperty("recovery");
});

test("where the last apply did not end well, what has a name is looked for by an import that stays in the copy", async () => {
  const branches = `  *plan\\ -input*) if [ -e "\${1#-chdir=}/taken-over.tf.json" ]; then ${saysNonExistent}; fi ;;
  *show*) echo '${creating}' ;;`;

  const { summary, calls } = await planWith(branches, { note: lost });

  expect(calls.map((call) => call.replace(/ -.*\|/, ":"))).toEqual([
    "init: cdk.tf.json",
    "plan: cdk.tf.json",
    "show: cdk.tf.json",
    "plan: cdk.tf.json taken-over.tf.json",
    "plan: cdk.tf.json",
    "show: cdk.tf.json",
  ]);
  expect(summary).toMatchObject({ outcome: "changed", recovery: { apply: "7/1", notes: [] } });
});

test("what a retired stack left behind is looked for when it comes back", async () => {
  const entry = ledgerFile.text({ ...tombstone, stack: "app-a", scope: "app-nonprod" });

  const { summary, calls } = await planWith(`  *show*) echo '${creating}' ;;`, { entry });

  expect(calls.some((call) => call.endsWith("cdk.tf.json taken-over.tf.json"))).toBe(true);
  expect(summary).toMatchObject({ recovery: { apply: "", notes: [] } });
});

test.each([
  ["is in the ledger", ledgerFile.text({ ...appliedEntry, stack: "app-a", scope: "app-nonprod" }), true],
  ["has a ledger entry that cannot be read", "{", true],
  ["was never applied", "", false],
])("a stack that %s, and of which the state knows nothing: is what it had looked for", async (_, entry, isLooked) => {
  const { summary, calls } = await planWith(`  *show*) echo '${creating}' ;;`, { entry });

  expect(calls.some((call) => call.endsWith("cdk.tf.json taken-over.tf.json"))).toBe(isLooked);
  expect(summary.recovery).toEqual(isLooked ? { apply: "", notes: [] } : undefined);
});

test("a stack of which the state knows something has not lost it", async () => {
  const known = {
    ...{ mode: "managed", type: "aws_backup_vault", name: "v", address: "aws_backup_vault.v", provider_name: "aws" },
    change: { actions: ["no-op"], before: { name: "v" }, after: { name: "v" } },
  };
  const plan = JSON.parse(creating);
  const entry = ledgerFile.text({ ...appliedEntry, stack: "app-a", scope: "app-nonprod" });

  const { summary, calls } = await planWith(
    `  *show*) echo '${JSON.stringify({ ...plan, resource_changes: [...plan.resource_changes, known] })}' ;;`,
    { entry },
  );

  expect(calls).toHaveLength(3);
  expect(summary).not.toHaveProperty("recovery");
});

test("where nothing changes, nothing can be lost", async () => {
  const { summary, calls } = await planWith("", { note: lost });

  expect([summary.outcome, calls.length]).toEqual(["unchanged", 3]);
});

const deleting = JSON.stringify({
  ...JSON.parse(creating),
  resource_changes: [
    {
      ...{ mode: "managed", type: "aws_backup_vault", name: "v", address: "aws_backup_vault.v", provider_name: "aws" },
      change: { actions: ["delete"], before: { name: "v" }, after: null },
    },
  ],
});

test("what the guard finds in a plan stands in its summary", async () => {
  const { summary } = await planWith(`  *show*) echo '${deleting}' ;;`);

  expect(summary.violations.map(({ rule, place }) => [rule, place.stack, place.address])).toEqual([
    ["delete", "app-a", "aws_backup_vault.v"],
  ]);
});

/** What a store is given, which says of each that it is new, or that it is there. */
function storeThat(says: "kept" | "exists") {
  const kept: [string, string][] = [];
  const store = {
    putNew: async (key: string, body: Uint8Array) => {
      kept.push([key, Buffer.from(body).toString()]);
      return says;
    },
  } as unknown as ObjectStore;
  return { kept, keep: { store, run: { runId: "7", attempt: "2" } } };
}
const writesPlan = `  *plan\\ -input*) printf secret >"\${1#-chdir=}/plan.tfplan" ;;`;

test("a plan that changes something is kept for its apply, by its run and attempt, and its hash is told", async () => {
  const { kept, keep } = storeThat("kept");

  const { summary } = await planWith(`${writesPlan}\n  *show*) echo '${creating}' ;;`, { keep });

  const key = "plans/app-nonprod/7/2/app-a.tfplan";
  expect(kept).toEqual([[key, "secret"]]);
  expect(summary).toMatchObject({ outcome: "changed", planFile: { key, sha256: sha256("secret") } });
});

test("a plan that is kept says by which Terraform and providers it was made", async () => {
  const { keep } = storeThat("kept");

  const { summary, calls } = await planWith(`${writesPlan}\n  *show*) echo '${creating}' ;;`, { keep });

  expect(calls[0]).toContain("-lockfile=readonly");
  expect(summary.planFile).toMatchObject({
    ...{ terraformVersion: "1.11.4", lockHash: sha256(awsLock()) },
    providers: { "registry.terraform.io/hashicorp/aws": "5.100.0" },
  });
});

test("a deploy plans nothing by a lock file that leaves the provider open, and starts no Terraform", async () => {
  const { kept, keep } = storeThat("kept");

  const { summary, calls } = await planWith(writesPlan, { keep, lock: "# locked" });

  expect([kept, calls]).toEqual([[], []]);
  expect(summary).toMatchObject({
    ...{ outcome: "failed", planFile: null },
    error:
      "got no registry.terraform.io/hashicorp/aws in .terraform.lock.hcl, so that any release could be used; commit a whole one, as docs/runbooks/lock-file.md says; nothing was changed",
  });
});

test("a plan that the lock file stops says what to do about it", async () => {
  const { summary } = await planWith(`  *init*) ${says("Error: Provider dependency changes detected")} ;;`, {
    lock: awsLock(),
  });

  expect(summary).toMatchObject({
    outcome: "failed",
    error:
      "got a lock file without the provider that the stacks ask for; nothing was changed: renew it and commit it, as docs/runbooks/lock-file.md says\nError: Provider dependency changes detected",
  });
});

test("a plan that changes nothing is kept nowhere", async () => {
  const { kept, keep } = storeThat("kept");

  const { summary } = await planWith(writesPlan, { keep });

  expect(kept).toEqual([]);
  expect(summary).toMatchObject({ outcome: "unchanged", planFile: null });
});

test("where nothing changes, a deploy is told of the apply that did not end well, to write down that it is over", async () => {
  const { keep } = storeThat("kept");

  const [deploy, pullRequest] = [await planWith("", { note: lost, keep }), await planWith("", { note: lost })];

  expect(deploy.summary).toMatchObject({ outcome: "unchanged", recovery: { apply: "7/1", notes: [] } });
  expect(pullRequest.summary).not.toHaveProperty("recovery");
});

const ofAnother = lost.replace('"beganAt"', `"configHash":"${"f".repeat(64)}","beganAt"`);
test.each([
  ["unchanged", ""],
  ["changed", `${writesPlan}\n  *show*) echo '${creating}' ;;`],
] as const)(
  "of a change that was reverted half-way, a plan that leaves all %s says what nothing looks for",
  async (outcome, branches) => {
    const { keep } = storeThat("kept");

    const { summary } = await planWith(branches, { note: ofAnother, keep });

    expect(summary).toMatchObject({
      outcome,
      recovery: {
        apply: "7/1",
        notes: [expect.stringMatching(/^an apply \(7\/1\) that did not end well was of another config/)],
      },
    });
  },
);

test("where there is a plan of this run and attempt already, the stack fails", async () => {
  const { keep } = storeThat("exists");

  const { summary } = await planWith(`${writesPlan}\n  *show*) echo '${creating}' ;;`, { keep });

  expect(summary).toMatchObject({
    ...{ outcome: "failed", planFile: null },
    error:
      "got a plan of this run already (plans/app-nonprod/7/2/app-a.tfplan), which is never overwritten; start the whole run again",
  });
});

test("a plan that only takes out what AWS has added to its settings is none: nothing is kept for an apply, nothing held", async () => {
  const change = {
    actions: ["update"],
    before: { resource_type_opt_in_preference: { EBS: true, "Newest Service": true } },
    after: { resource_type_opt_in_preference: { EBS: true } },
  };
  const type = "aws_backup_region_settings";
  const plan = {
    ...{ format_version: "1.2", terraform_version: "1.11.4" },
    resource_changes: [{ address: `${type}.a`, mode: "managed", type, name: "a", provider_name: "aws", change }],
  };

  const { summary } = await planWith(`  *plan\\ -input*) exit 2 ;;\n  *show*) echo '${JSON.stringify(plan)}' ;;`);

  expect(summary).toMatchObject({
    ...{ outcome: "unchanged", digest: "", changes: [], violations: [], planFile: null },
    strangeKeys: [
      {
        ...{ address: `${type}.a`, attribute: "resource_type_opt_in_preference", key: "Newest Service" },
        is: "added",
      },
    ],
  });
});
