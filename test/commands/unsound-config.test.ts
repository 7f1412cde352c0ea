import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bootstrap } from "../../src/commands/bootstrap.ts";
import { overview } from "../../src/commands/overview.ts";
import { plan } from "../../src/commands/plan.ts";
import { preflight } from "../../src/commands/preflight.ts";
import { rehearse } from "../../src/commands/rehearse.ts";
import { schema } from "../../src/commands/schema.ts";
import { synth } from "../../src/commands/synth.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { configWith, edit } from "../support/config.ts";
import { said } from "./support/said.ts";

test.each<[string, (config: string, outdir: string) => number | Promise<number>, string]>([
  ["overview", (config) => overview(config, "text"), "nothing to show"],
  ["synth", synth, "nothing was synthesized"],
  ["plan", (config, outdir) => plan(config, outdir, { stacks: undefined, jobs: undefined }), "nothing was planned"],
  ["rehearse", rehearse, "nothing was synthesized"],
  ["preflight", (config) => preflight(config, "text"), "nothing was asked"],
  [
    "bootstrap",
    (config, outdir) =>
      bootstrap(config, outdir, { github: false, owners: undefined, pipelineOwners: undefined, yes: true }),
    "nothing was applied",
  ],
])("%s of a config with an error says what is wrong and what was not done, and ends with 1", async (_, run, not) => {
  const config = configWith({ "accounts/sandbox.yaml": edit("nonprod", "nonprd") });
  const outdir = join(temporaryFolder(), "out");

  const { code, out, err } = await said(() => run(config, outdir));

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain('accounts/sandbox.yaml:3:8 class: got "nonprd"; use prod or nonprod\n');
  expect(err.split("\n").slice(-2)).toEqual([not, ""]);
  expect(existsSync(outdir)).toBe(false);
});

test("synth says how many stacks it wrote, and where", async () => {
  const outdir = join(temporaryFolder(), "out");

  const { code, out } = await said(() => synth(configWith(), outdir));

  expect({ code, out }).toEqual({ code: 0, out: `16 stacks in ${outdir}\n` });
  expect(readdirSync(join(outdir, "stacks"))).toHaveLength(16);
});

test("schema writes what editors complete config with, into a folder that need not be there", async () => {
  const config = join(temporaryFolder(), "new/config");

  const { code, out } = await said(() => schema(config));

  const files = readdirSync(join(config, "schema"));
  expect(files.sort()).toEqual(["account.json", "allowances.json", "organization.json", "plan.json"]);
  expect(code).toBe(0);
  for (const file of files) expect(out).toContain(file);
  expect(out).toContain(` in ${join(config, "schema")}\n`);
});
