import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** What has to be installed before tests can use a stand-in for AWS; `undefined`: nothing. @throws with `CI` set */
export function missingMoto(): string | undefined {
  if (spawnSync("moto_server", ["--help"]).status === 0) return undefined;
  const missing = "got no moto_server on the PATH; run `pip install 'moto[server]'`";
  if (process.env.CI) throw new Error(missing);
  console.warn(`tests that need a stand-in for AWS are skipped: ${missing}`);
  return missing;
}

/** Starts an empty AWS of its own, gone after the test. @returns its address */
export async function startMoto(): Promise<string> {
  const port = await freePort();
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore", detached: true });
  onTestFinished(() => {
    if (server.pid !== undefined) process.kill(-server.pid, "SIGKILL");
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const answer = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return url;
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    await setTimeout(100);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
