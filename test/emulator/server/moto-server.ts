import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What has to be installed before tests can start one; `undefined`: nothing. */
export async function missingMotoServer(): Promise<string | undefined> {
  const isThere = await new Promise<boolean>((resolve) => {
    const child = spawn("moto_server", ["--help"], { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
  return isThere ? undefined : "got no moto_server on the PATH; run `pip install 'moto[server]'`";
}

/** A `moto_server` that runs. */
export interface MotoServer {
  readonly url: string;
  /** Ends it at once, with all that it started. */
  readonly stop: () => void;
}

/** Starts an empty AWS on a free port. @throws when it ends before it answers */
export async function startMotoServer(own: Readonly<Record<string, string>> = {}): Promise<MotoServer> {
  const port = await freePort();
  const { MOTO_ACCOUNT_ID: _, ...env } = process.env;
  // a group of its own, for the command may be a wrapper; it ends with this process too, however that ends: its standard
  // input is closed then
  const script = 'exec 3<&0; (read -r _ <&3; kill -KILL 0) & exec moto_server "$@" 3<&- </dev/null';
  const server = spawn("sh", ["-c", script, "sh", "-H", "127.0.0.1", "-p", String(port)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: { ...env, ...own },
  });
  const stop = () => {
    if (server.pid === undefined) return;
    try {
      process.kill(-server.pid, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  };
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const answer = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return { url, stop };
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    await setTimeout(50);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("got no free port")),
      );
    });
  });
}
