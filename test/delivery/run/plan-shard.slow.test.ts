import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { writeWhole } from "../../../src/delivery/handoff/write-whole.ts";
import { appJson } from "../affected/support/trees.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const tsx = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;

test.each(["SIGINT", "SIGTERM"] as const)(
  "a plan that %s interrupts leaves the summaries of what was planned, whole, and nothing of the rest",
  async (signal) => {
    const folder = temporaryFolder();
    const [synth, out, began] = ["synth", "summaries", "began"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const name of ["a", "b"]) {
      mkdirSync(join(synth, "head/stacks", `app-${name}`), { recursive: true });
      writeFileSync(join(synth, "head/stacks", `app-${name}`, "cdk.tf.json"), JSON.stringify(appJson(name)));
    }
    mkdirSync(join(synth, "shards"));
    writeFileSync(
      join(synth, "shards/0.json"),
      shardFile.text({ index: 0, scope: "app-nonprod", wave: 2, stacks: ["app-a", "app-b"] }),
    );
    mkdirSync(join(folder, "bin"));
    writeFileSync(
      join(folder, "bin/terraform"),
      `#!/bin/sh
case "$*" in
  *app-b*\\ plan\\ *) echo $$ >${began}; exec sleep 600 ;;
  *show*) echo '{"format_version":"1.2","terraform_version":"1.11.4"}' ;;
esac
`,
    );
    chmodSync(join(folder, "bin/terraform"), 0o755);
    const options = { shard: 0, synth, out, save: false, jobs: 1 };
    const code = `import { planShard } from "./src/commands/plan-shard.ts"; process.exitCode = await planShard(${JSON.stringify(options)});`;
    const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "-e", code], {
      env: { ...process.env, PATH: `${join(folder, "bin")}:/usr/bin:/bin`, TMPDIR: folder },
      stdio: "ignore",
    });
    const ended = new Promise((end) => child.on("close", (status, by) => end(by ?? status)));
    while (!existsSync(began) || readFileSync(began, "utf8") === "") await new Promise((next) => setTimeout(next, 20));

    child.kill(signal);

    expect(await ended).toBe(signal);
    expect(readdirSync(out)).toEqual(["app-a.json"]);
    expect(JSON.parse(readFileSync(join(out, "app-a.json"), "utf8"))).toMatchObject({ outcome: "unchanged" });
    // neither the copies to work in nor Terraform are left
    expect(readdirSync(folder).filter((name) => name.startsWith("lockstep-"))).toEqual([]);
    expect(() => process.kill(Number(readFileSync(began, "utf8")), 0)).toThrow("ESRCH");
  },
);

test("what is being written is under no name that is read", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "out/app-a.json");
  // a folder in the place of the file: it can be written, but not put there
  mkdirSync(file, { recursive: true });

  await expect(writeWhole(file, "{}")).rejects.toThrow("rename");

  expect(readdirSync(join(folder, "out")).filter((name) => name !== "app-a.json")).toEqual([
    `.app-a.json.${process.pid}.unfinished`,
  ]);
});
