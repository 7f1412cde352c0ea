import { onTestFinished } from "vitest";
import { missingMotoServer, startMotoServer } from "../../emulator/server/moto-server.ts";

/** What has to be installed before tests can use a stand-in for AWS; `undefined`: nothing. @throws with `CI` set */
export async function missingMoto(): Promise<string | undefined> {
  const missing = await missingMotoServer();
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) console.warn(`tests that need a stand-in for AWS are skipped: ${missing}`);
  return missing;
}

/** Starts an empty AWS of its own, gone after the test. @returns its address */
export async function startMoto(): Promise<string> {
  const { url, stop } = await startMotoServer();
  onTestFinished(stop);
  return url;
}
