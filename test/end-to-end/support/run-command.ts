import { spawn } from "node:child_process";

export interface Said {
  readonly code: number;
  /** All that it printed. */
  readonly text: string;
}

/** Runs the bundled command line, `lockstep`, and sees no more of this process than it is given. */
export function runCommand(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env: Readonly<Record<string, string>> },
): Promise<Said> {
  const child = spawn(process.execPath, ["--no-warnings", program, ...args], {
    cwd,
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
  }
  return new Promise((ended, failed) => {
    child.on("error", failed);
    child.on("close", (code) => ended({ code: code ?? 1, text }));
  });
}
