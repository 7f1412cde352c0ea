import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./delivery/support/temporary-folder.ts";
import { isOfTerraform } from "./support/tier.ts";

const files = readdirSync("test", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts"))
  .map((path) => join("test", path));
const tools = ["test/support/terraform-tools.ts", "test/emulator/server/moto-server.ts"];

/** Those of the tools that a file imports, or what it imports does. */
function reached(file: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  if (tools.includes(file)) return [file];
  const imported = [
    ...readFileSync(file, "utf8").matchAll(/(?:^(?:import|export|\}).*|await import\()"(\.[^"]+\.ts)"/gm),
  ];
  return (
    imported
      .map(([, path = ""]) => join(dirname(file), path))
      // what a test writes may look like an import
      .filter((path) => path.startsWith("test/") && existsSync(path))
      .flatMap((path) => reached(path, seen))
  );
}

test("a test that reaches for Terraform or moto is named *.terraform.test.ts, and no other", () => {
  const found = files.filter((file) => reached(file).length > 0);

  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((file) => !isOfTerraform(file))).toEqual([]);
  expect(files.filter((file) => isOfTerraform(file) && !found.includes(file))).toEqual([]);
});

test("a name says one tier", () => {
  const endings = files.map((file) => /\.(?:property\.)?((?:\w+\.)*)test\.ts$/.exec(file)?.[1]);

  expect([...new Set(endings)].sort()).toEqual(["", "slow.", "soak.", "terraform.", "terraform.soak."]);
});

describe.each(["terraform", "moto_server"])("%s, in a test that is not named so", (tool) => {
  test("is one that refuses, and leaves word for the end of the file to fail on", () => {
    const started = join(temporaryFolder(), "started");

    const { status, stderr } = spawnSync(tool, ["version"], {
      encoding: "utf8",
      env: { ...process.env, LOCKSTEP_STARTED_TOOLS: started },
    });

    expect(status).toBe(97);
    expect(stderr).toBe(`got ${tool} in a test that must not start it\n`);
    expect(readFileSync(started, "utf8")).toBe(`${tool}\n`);
    expect(process.env["PATH"]?.split(":")[0]).toBe(resolve("test/support/no-tools"));
  });
});
