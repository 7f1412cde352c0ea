import { spawn } from "node:child_process";

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
  const { MOTO_ACCOUNT_ID: _, ...env } = process.env;
  // a group of its own, for the command may be a wrapper; it ends with this process too, however that ends: its standard
  // input is closed then
  const script = 'exec 3<&0; (read -r _ <&3; kill -KILL 0) & exec moto_server "$@" 3<&- </dev/null';
  // a port found free by somebody else may be taken before the server has it
  const server = spawn("sh", ["-c", script, "sh", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["pipe", "ignore", "pipe"],
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
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    const listen = (text: string) => {
      said += text;
      const [, address] = /Running on (http:\/\/[\d.:]+)\s/.exec(said) ?? [];
      if (!address) return;
      server.stderr.off("data", listen).on("data", showFailure);
      resolve(address);
    };
    server.stderr.setEncoding("utf8").on("data", listen);
    server.on("error", reject);
    server.on("close", (code) => reject(new Error(`moto_server ended with ${code}: ${said}`)));
  });
  return { url, stop };
}

/** A client tries again after a failure of the server's own, and tells of the second answer only. */
function showFailure(text: string): void {
  if (text.includes("Traceback")) console.error(`moto_server: ${text}`);
}
