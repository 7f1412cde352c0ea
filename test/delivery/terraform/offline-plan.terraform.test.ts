import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planOffline } from "../../../src/delivery/terraform/offline-plan.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { keysAndVault, writeStacks } from "../support/synthesized-folder.ts";

const missing = await missingTerraformTools();

const vaultWithBadName = { aws_backup_vault: { vault: { provider: "aws.eu-west-2", name: "v" } } };

async function planAll() {
  const outdir = mkdtempSync(join(tmpdir(), "test-"));
  try {
    writeStacks(outdir, {
      good: { resource: keysAndVault },
      "wrong-provider": { terraform: { required_providers: { aws: { source: "aws", version: "= 4.0.0" } } } },
      "wrong-name": { resource: vaultWithBadName },
      "asks-aws": { data: { aws_caller_identity: { me: { provider: "aws.eu-west-2" } } }, resource: keysAndVault },
    });
    return await planOffline({ outdir, env: { ...process.env, AWS_PROFILE: "of-nobody" } });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

// one run for all tests: each stack takes seconds
let run: ReturnType<typeof planAll> | undefined;
const planned = async (stack: string) => {
  run ??= planAll();
  return (await run).find((plan) => plan.stack === stack);
};

describe.skipIf(missing)("with Terraform and the AWS provider", { timeout: 180_000 }, () => {
  test("a good stack in two Regions plans from nothing", async () => {
    expect(await planned("good")).toEqual({ stack: "good", outcome: "planned", add: 3, change: 0, remove: 0 });
  });

  test("a provider that can't be had fails at init", async () => {
    expect(await planned("wrong-provider")).toMatchObject({
      outcome: "failed",
      step: "init",
      output: expect.stringContaining("no available releases match the given constraints 4.0.0"),
    });
  });

  test("an argument that the provider refuses fails at validate", async () => {
    expect(await planned("wrong-name")).toMatchObject({
      outcome: "failed",
      step: "validate",
      output: expect.stringContaining("Error: expected length of name to be in the range (2 - 50), got v"),
    });
  });

  test("a data source that asks AWS fails at plan, at once and without reaching it", async () => {
    expect(await planned("asks-aws")).toMatchObject({
      outcome: "failed",
      step: "plan",
      output: expect.stringMatching(
        /with data\.aws_caller_identity\.me,[\s\S]*127\.0\.0\.1:9: connect: connection refused/,
      ),
    });
  });
});
