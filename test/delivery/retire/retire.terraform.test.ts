import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { retire } from "../../../src/commands/retire.ts";
import { type AccountState, accountStatusFile } from "../../../src/delivery/handoff/account-status.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { findProviderMirror, mirrorConfig } from "../../../src/delivery/terraform/provider-mirror.ts";
import { lockOfMirror } from "../../support/lock-of-mirror.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { accountId, commits, pipelineWorld } from "../run/support/pipeline-world.ts";

const missing = await missingPipelineTools();
const missingProvider = missing ?? (await missingTerraformTools());

const retired = { "lockstep:state": "retired" };
const leaving = {
  scope: "app-prod",
  tags: retired,
  resources: { a: { input: "1" }, b: { input: "2", count: 2 } },
} as const;
const policies = { scope: "policies-prod", input: "without it" } as const;

describe.skipIf(missing)("letting go of a retired account, with Terraform and state in S3", () => {
  const moto = useMoto();
  const open = async () => {
    const bucket = await moto.bucket();
    const world = pipelineWorld(bucket, moto.region);
    return {
      ...world,
      remove: (key: string) => moto.remove(bucket, key),
      /** Deploys all that is synthesized. */
      async deploy(run: number) {
        await world.pending();
        for (const [shard, scope] of [
          [0, "app-prod"],
          [1, "policies-prod"],
        ] as const) {
          await world.plan(run, { shard });
          await world.apply(run, { shard, scope });
        }
      },
      async retire(stack = "app-a", confirm = stack, state: AccountState | null = null) {
        const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
        const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
        const status = state === null ? undefined : join(world.synth, "status.json");
        if (status && state) {
          const askedAt = new Date().toISOString();
          await accountStatusFile.write(status, { stack, accountId, state, why: "", askedAt });
        }
        const said = (spy: typeof out | typeof err) => spy.mock.calls.map(([text]) => text).join("");
        try {
          const head = join(world.synth, "head");
          const code = await retire(
            { stack, confirm, head, status, lockTimeout: "0s" },
            world.environment(9, commits.second),
          );
          return { code, out: said(out), err: said(err) };
        } finally {
          vi.restoreAllMocks();
        }
      },
    };
  };

  test("its state is emptied, its ledger entry says so, and it is pending no more", async () => {
    const { synthesize, deploy, retire, applied, object, pending } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    expect(await applied("app-a", "app-prod")).toEqual(["a=1", "b=2"]);

    const said = await retire();

    expect(said).toEqual({
      code: 0,
      err: "",
      out: `app-a: Terraform has let go of 3 resources in account ${accountId}; nothing in AWS was changed
these stay there, and nobody plans them any more:
  terraform_data.a
  terraform_data.b[0]
  terraform_data.b[1]
now: the account's file may be removed, by a pull request; the central account then takes in no more of its copies
`,
    });
    expect(await applied("app-a", "app-prod")).toEqual([]);
    expect(await object("ledger/app-prod/app-a.json")).toEqual({
      version: 1,
      stack: "app-a",
      scope: "app-prod",
      accountId,
      commit: commits.second,
      runUrl: "https://github.com/acme/backup/actions/runs/9",
      retired: true,
      retiredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      resources: ["terraform_data.a", "terraform_data.b[0]", "terraform_data.b[1]"],
    });
    expect((await pending()).text).toContain(
      "app-a: is retired and Terraform has let go of it; its account's file may be removed\nnothing is pending",
    );
    synthesize({ "policies-prod": policies });
    expect((await pending()).text).toMatch(/^nothing is pending/);
  });

  test("run again, it says that it is done already", async () => {
    const { synthesize, deploy, retire } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    await retire();

    expect(await retire()).toEqual({
      code: 0,
      err: "",
      out: expect.stringMatching(
        /^app-a: Terraform let go of 3 resources in account \d{12} at \S+Z already; its file may be removed\n$/,
      ),
    });
  });

  test("ended between the apply and the ledger, it is told by the next run", async () => {
    const { synthesize, deploy, retire, store, object } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    const applied = await store.get("ledger/app-prod/app-a.json");
    await retire();
    await store.put("ledger/app-prod/app-a.json", applied ?? "");

    expect(await retire()).toMatchObject({ code: 0, out: expect.stringContaining("has let go of 2 resources") });
    expect(await object("ledger/app-prod/app-a.json")).toMatchObject({
      retired: true,
      resources: ["terraform_data.a", "terraform_data.b"],
    });
  });

  test("an account whose class's policies, or which itself, has something pending keeps its state", async () => {
    const { synthesize, deploy, retire, applied } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    synthesize({ "app-a": { ...leaving, resources: {} }, "policies-prod": { ...policies, input: "later" } });

    expect(await retire()).toEqual({
      code: 1,
      out: "",
      err: `policies-prod: config differs from what was applied; deploy it first: a backup policy may still reach ${accountId}\napp-a: config differs from what was applied; deploy it first: what stays in the account must be what was reviewed\n`,
    });
    expect(await applied("app-a", "app-prod")).toEqual(["a=1", "b=2"]);
  });

  test("a closed account is let go of though its stack is pending, and comes back once it is reopened", async () => {
    const { synthesize, deploy, retire, applied, object, pending, plan, apply, summary } = await open();
    const { tags: _, ...active } = leaving;
    synthesize({ "app-a": active, "policies-prod": policies });
    await deploy(1);
    // nobody gets in to apply this: the state is of what was before
    const late = { ...leaving, resources: { a: { input: "3" }, c: { input: "4" } } };
    synthesize({ "app-a": late, "policies-prod": policies });
    expect((await retire("app-a", "app-a", "ACTIVE")).err).toContain("deploy it first: what stays in the account");

    const said = await retire("app-a", "app-a", "CLOSED");

    expect(said).toEqual({
      code: 0,
      err: "",
      out: `app-a: Terraform has let go of 3 resources in account ${accountId}; nothing in AWS was changed
the account is closed, says AWS Organizations: within 90 days AWS Support reopens it, with all that it held; after that AWS deletes all of this, local backups included
  terraform_data.a
  terraform_data.b[0]
  terraform_data.b[1]
its copies in the central account stay until they expire; the account's file may be removed, by a pull request, once the last one has
`,
    });
    expect(await applied("app-a", "app-prod")).toEqual([]);
    expect((await pending()).text).toMatch(/^app-a: is retired and .*\nnothing is pending/);

    synthesize({ "app-a": active, "policies-prod": policies });
    expect((await pending()).text).toContain("wave 4: was retired and comes back: app-a");
    await plan(2);
    expect(summary(2, "app-a")).toMatchObject({ outcome: "changed", recovery: { apply: "", notes: [] } });
    await apply(2, { scope: "app-prod" });
    expect(await object("ledger/app-prod/app-a.json")).not.toHaveProperty("retired");
    expect((await pending()).text).toMatch(/^nothing is pending/);
  });

  test("a state that is locked is left alone", async () => {
    const { synthesize, deploy, retire, applied, store, object } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    const lock = {
      ID: "12345678-1234-1234-1234-123456789012",
      Operation: "OperationTypeApply",
      Info: "",
      Who: "runner@other",
      Version: "1.11.4",
      Created: "2026-11-23T07:00:00.123456789Z",
      Path: "",
    };
    await store.put("state/app-prod/app-a.tfstate.tflock", JSON.stringify(lock));

    const { code, err } = await retire();

    expect(code).toBe(1);
    expect(err).toContain(
      `app-a: got a locked state: runner@other holds lock ${lock.ID} since 2026-11-23 07:00:00.123456789 +0000 UTC (OperationTypeApply); nothing was changed. If that is another run, wait for it; if it was killed, run \`gh workflow run unlock.yml --ref main -f stack=app-a -f scope=app-prod -f lock-id=${lock.ID}\`, then run retire again\n`,
    );
    expect(await applied("app-a", "app-prod")).toEqual(["a=1", "b=2"]);
    expect(await object("ledger/app-prod/app-a.json")).not.toHaveProperty("retired");
  });

  test("a state that is gone is not taken for an empty one", async () => {
    const { synthesize, deploy, retire, store, remove, object } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);

    await store.put("state/app-prod/app-a.tfstate", "{}");
    await expect(retire()).rejects.toThrow(
      "state/app-prod/app-a.tfstate: got no state of version 4; look at the object's earlier versions",
    );
    await remove("state/app-prod/app-a.tfstate");
    expect(await retire()).toEqual({
      code: 1,
      out: "",
      err: "app-a: got no state at state/app-prod/app-a.tfstate, though the ledger says that it was applied; bring the object's last version back first\n",
    });
    expect(await object("ledger/app-prod/app-a.json")).not.toHaveProperty("retired");
  });

  test.skipIf(missingProvider)("vaults and keys are let go of by a provider that asks no account", async () => {
    const { synthesize, deploy, retire, store, synth, object } = await open();
    synthesize({ "app-a": leaving, "policies-prod": policies });
    await deploy(1);
    const state = await object("state/app-prod/app-a.tfstate");
    const resource = (type: string, attributes: object, region = "eu-west-2") => ({
      mode: "managed",
      type,
      name: `${region}_local`,
      provider: `provider["registry.terraform.io/hashicorp/aws"].${region}`,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    });
    const resources = [
      resource("aws_backup_vault", { id: "lockstep-local", name: "lockstep-local" }),
      resource("aws_kms_key", { id: "1", description: "backups" }),
      resource("aws_iam_role", { id: "lockstep-AWSBackup-backup", name: "lockstep-AWSBackup-backup" }),
    ];
    await store.put("state/app-prod/app-a.tfstate", JSON.stringify({ ...state, resources }));
    const file = join(synth, "head/stacks/app-a/cdk.tf.json");
    const stack = realStack(file, accountId);
    const lock = await lockOfMirror();
    writeFileSync(join(synth, ".terraform.lock.hcl"), lock);
    for (const [key, hashes] of [
      ["ledger/app-prod/app-a.json", { configHash: configHash(stack), lockHash: sha256(lock) }],
      ["ledger/policies-prod/policies-prod.json", { lockHash: sha256(lock) }],
    ] as const) {
      await store.put(key, JSON.stringify({ ...(await object(key)), ...hashes }));
    }
    await useProvider(synth);
    const applied = await store.get("ledger/app-prod/app-a.json");

    const said = await retire();

    expect(said).toEqual({
      code: 0,
      err: "",
      out: `app-a: Terraform has let go of 3 resources in account ${accountId}; nothing in AWS was changed
these stay there, and nobody plans them any more:
  aws_backup_vault.eu-west-2_local
  aws_iam_role.eu-west-2_local
  aws_kms_key.eu-west-2_local
now: the account's file may be removed, by a pull request; the central account then takes in no more of its copies
later, by a person in the account:
  roles whose names contain AWSBackup: keep them until the last recovery point is gone; AWS Backup needs them to let backups expire
  vaults: backups in them expire by their own retention; a vault may be deleted once it is empty and unlocked, a compliance lock never goes
  keys: schedule their deletion only after the last vault and the last copy encrypted with them are gone; without its key a backup is lost
`,
    });
    expect(await object("state/app-prod/app-a.tfstate")).toMatchObject({ resources: [] });

    // a Region that config gave up, and that nobody can deploy any more
    const vault = { id: "lockstep-local", name: "lockstep-local" };
    const elsewhere = resource("aws_backup_vault", vault, "eu-west-1");
    await store.put("state/app-prod/app-a.tfstate", JSON.stringify({ ...state, serial: 99, resources: [elsewhere] }));
    await store.put("ledger/app-prod/app-a.json", applied ?? "");
    expect((await retire("app-a", "app-a", "CLOSED")).out).toContain("\n  aws_backup_vault.eu-west-1_local\n");
  });
});

/** The stack as ours are: with the real provider, in a role that nobody can take here. */
function realStack(file: string, account: string) {
  const stack = JSON.parse(readFileSync(file, "utf8")) as { readonly terraform: object; readonly provider: object };
  const real = {
    terraform: {
      ...stack.terraform,
      required_providers: { aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } },
    },
    provider: {
      aws: [
        {
          alias: "eu-west-2",
          region: "eu-west-2",
          allowed_account_ids: [account],
          assume_role: [{ role_arn: `arn:aws:iam::${account}:role/lockstep-pipeline-apply` }],
          default_tags: [{ tags: retired }],
        },
      ],
    },
    resource: {
      aws_backup_vault: { "eu-west-2_local": { name: "lockstep-local", lifecycle: { prevent_destroy: true } } },
      aws_kms_key: { "eu-west-2_local": { lifecycle: { prevent_destroy: true } } },
      aws_iam_role: { "eu-west-2_local": { name: "lockstep-AWSBackup-backup" } },
    },
  };
  writeFileSync(file, JSON.stringify(real));
  return real;
}

async function useProvider(folder: string) {
  const mirror = await findProviderMirror();
  const config = join(folder, "stacks.tfrc");
  writeFileSync(config, mirrorConfig(mirror?.folder ?? ""));
  vi.stubEnv("TF_CLI_CONFIG_FILE", config);
}
