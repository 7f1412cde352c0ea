import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Gh, ghError } from "../../../../src/delivery/github/gh.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** What the stub does when it is called with arguments that `on` is part of. */
export interface Answer {
  readonly on: string;
  /** Printed as JSON; `undefined`: nothing. */
  readonly says?: unknown;
  /** Printed to standard error; the call fails. */
  readonly fails?: string;
  /** Only so often; then the next answer that matches. @default always */
  readonly times?: number;
  /** Written to the folder after `--dir`. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly args: readonly string[];
  readonly input: string;
}

const script = `#!${process.execPath}
const fs = require("node:fs");
const path = require("node:path");
const folder = path.dirname(__filename);
const args = process.argv.slice(2);
const input = fs.readFileSync(0, "utf8");
fs.appendFileSync(path.join(folder, "calls"), JSON.stringify({ args, input }) + "\\n");
const file = path.join(folder, "answers.json");
const answers = JSON.parse(fs.readFileSync(file, "utf8"));
const answer = answers.find((each) => args.join(" ").includes(each.on) && each.times !== 0);
if (!answer) {
  console.error("stub: no answer to " + args.join(" "));
  process.exit(1);
}
if (answer.times !== undefined) {
  answer.times--;
  fs.writeFileSync(file, JSON.stringify(answers));
}
if (answer.fails !== undefined) {
  console.error(answer.fails);
  process.exit(1);
}
for (const [name, text] of Object.entries(answer.files ?? {}))
  fs.writeFileSync(path.join(args[args.indexOf("--dir") + 1], name), text);
if (answer.says !== undefined) process.stdout.write(JSON.stringify(answer.says));
`;

/** A \`gh\` on the PATH that answers as told, the first match first, and notes its calls. */
export function stubGh(answers: readonly Answer[]) {
  const bin = join(temporaryFolder(), "bin");
  mkdirSync(bin);
  const calls = join(bin, "calls");
  // CommonJS whatever stands around it
  writeFileSync(join(bin, "package.json"), "{}");
  writeFileSync(join(bin, "gh"), script);
  writeFileSync(join(bin, "answers.json"), JSON.stringify(answers));
  chmodSync(join(bin, "gh"), 0o755);
  return {
    env: { PATH: bin, GITHUB_REPOSITORY: "acme/backup" },
    calls: (): readonly Call[] =>
      existsSync(calls)
        ? readFileSync(calls, "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as Call)
        : [],
    writes(): readonly string[] {
      return writesIn(this.calls());
    },
  };
}

/** The same without a process: what the command line is asked, and what comes back, is what ends there. */
export function answeringGh(answers: readonly Answer[]) {
  const calls: Call[] = [];
  const left = answers.map((answer) => ({ ...answer }));
  const gh: Gh = async (args, input = "") => {
    calls.push({ args, input });
    const asked = args.join(" ");
    const answer = left.find(({ on, times }) => asked.includes(on) && times !== 0);
    if (!answer) throw new Error(`got no answer to ${asked}`);
    if (answer.times !== undefined) Object.assign(answer, { times: answer.times - 1 });
    if (answer.fails !== undefined) throw ghError(args, answer.fails);
    for (const [name, text] of Object.entries(answer.files ?? {}))
      writeFileSync(join(args[args.indexOf("--dir") + 1] ?? "", name), text);
    return answer.says === undefined ? "" : JSON.stringify(answer.says);
  };
  return { gh, calls: (): readonly Call[] => calls, writes: () => writesIn(calls) };
}

/** Calls that change something, as `METHOD path body`. */
const writesIn = (calls: readonly Call[]): readonly string[] =>
  calls
    .filter(({ args }) => args.includes("--method"))
    .map(({ args, input }) => `${args[args.indexOf("--method") + 1]} ${args[args.indexOf("--method") + 2]} ${input}`);

/** As GitHub's REST API shows them, without what is not read. */
export const bot = { login: "github-actions[bot]", id: 41898282, type: "Bot" };
export const person = { login: "octocat", id: 1, type: "User" };
