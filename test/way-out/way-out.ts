import { spawn } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSynthesizedStacks } from "../../src/delivery/stack/synthesized-stacks.ts";
import { inTemporaryFolder } from "../../src/delivery/terraform/in-temporary-folder.ts";
import { differences, type Stacks, versionsIn } from "./differences.ts";

// `npm run way-out`: does CDKTF's continuation write the same Terraform JSON? It needs the npm registry, so it is not one
// of the tests.

const cdktn = "0.24.0";

const decision = "docs/decisions/0001-cdktf-and-the-way-out.md";
const project = join(import.meta.dirname, "../..");

const networkErrors: ReadonlySet<string> = new Set([
  ...["EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT"],
  ...["ENOTCACHED", "ERR_SOCKET_TIMEOUT", "FETCH_ERROR"],
]);

interface Package {
  readonly dependencies: Readonly<Record<string, string>> & { readonly cdktf: string };
}

try {
  const told = await inTemporaryFolder(wayOut);
  if (told.differences.length > 0) {
    console.error([...told.differences, "", told.summary].join("\n"));
    process.exitCode = 1;
  } else {
    console.log(told.summary);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function wayOut(folder: string, signal: AbortSignal) {
  const { dependencies } = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as Package;
  const sides = { before: `cdktf ${dependencies.cdktf}`, after: `cdktn ${cdktn}` };

  const before = await synthesize(project, { outdir: join(folder, "before"), version: dependencies.cdktf, signal });
  const moved = join(folder, "project");
  await move(moved, dependencies);
  await install(moved, signal);
  const after = await synthesize(moved, { outdir: join(folder, "after"), version: cdktn, signal });

  const found = differences(before, after, sides);
  const count = Object.keys(before).length;
  const summary =
    found.length > 0
      ? `got differences between ${sides.before} and ${sides.after}: ${found.length}; see ${decision}`
      : `${count} stacks are the same under ${sides.before} and ${sides.after}`;
  return { differences: found, summary };
}

/** Copies what synthesis needs, with cdktn in the place of cdktf: no import changes. */
async function move(target: string, dependencies: Package["dependencies"]) {
  await mkdir(target);
  for (const name of ["src", "stacks", "config", "tsconfig.json", "package-lock.json"]) {
    await cp(join(project, name), join(target, name), { recursive: true });
  }
  const moved = {
    private: true,
    type: "module",
    dependencies: { ...dependencies, cdktf: `npm:cdktn@${cdktn}` },
    // the provider bindings ask for cdktf 0.21 itself; cdktn 0.24.0 for constructs before 10.8, which is about its own
    // build (open-constructs/cdk-terrain#373)
    overrides: { cdktf: { ".": "$cdktf", constructs: "$constructs" } },
  };
  await writeFile(join(target, "package.json"), JSON.stringify(moved, undefined, 2));
}

/** @throws saying so when it is the network that failed */
async function install(folder: string, signal: AbortSignal) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", "--prefer-offline", "--ignore-scripts", "--fetch-retries=1", ...quiet];
  const { code, said } = await run("npm", args, { folder, env: process.env, signal });
  if (code === 0) return;

  const reason = /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1] ?? `exit code ${code}`;
  const remedy = networkErrors.has(reason) ? "; use a network that reaches the npm registry" : "";
  throw new Error(`nothing was compared: got ${reason} from installing cdktn ${cdktn}${remedy}\n\n${said}`);
}

/** @throws unless exactly `version` wrote the stacks: two of the same would be the same whatever cdktn does */
async function synthesize(
  folder: string,
  { outdir, version, signal }: { readonly outdir: string; readonly version: string; readonly signal: AbortSignal },
): Promise<Stacks> {
  const env = { ...process.env, LOCKSTEP_CONFIG: "config", CDKTF_OUTDIR: outdir };
  const { code, said } = await run(process.execPath, ["--import", "tsx", "src/main.ts"], { folder, env, signal });
  if (code !== 0) throw new Error(`got exit code ${code} from the synthesis under ${version}\n\n${said}`);

  const stacks: Record<string, unknown> = {};
  for (const { name, file } of await readSynthesizedStacks(outdir)) {
    stacks[name] = JSON.parse(await readFile(file, "utf8"));
  }
  const versions = versionsIn(stacks).join(", ");
  if (versions !== version) throw new Error(`got stacks written by ${versions}, not by ${version}; use \`npm ci\``);
  return stacks;
}

interface RunOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Settles only once the command has ended, so that it writes nothing into a folder that is being removed. */
function run(command: string, args: readonly string[], { folder, env, signal }: RunOptions) {
  return new Promise<{ readonly code: number | null; readonly said: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env, signal, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let failure: Error | undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    }
    child.on("error", (error) => {
      failure = error;
    });
    child.on("close", (code) => (failure ? reject(failure) : resolve({ code, said: said.trim() })));
  });
}
