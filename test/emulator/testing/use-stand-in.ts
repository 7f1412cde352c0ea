import { afterAll, beforeAll } from "vitest";
import type { Cloud } from "../model/cloud.ts";
import { missingMotoServer } from "../server/moto-server.ts";
import { type StandIn, type StandInProps, startStandIn } from "../server/stand-in.ts";

/**
 * What has to be installed before tests can use AWS over the wire; `undefined`: nothing.
 *
 * @throws with `CI` set, where a skipped test would prove nothing
 */
export async function missingStandIn(): Promise<string | undefined> {
  const missing = await missingMotoServer();
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) console.warn(`tests that need AWS over the wire are skipped: ${missing}`);
  return missing;
}

/** A stand-in for the tests of a file or group. @returns how they get at it, once they run */
export function useStandIn(
  cloud: () => Cloud | Promise<Cloud>,
  props: Omit<StandInProps, "cloud"> = {},
): () => StandIn {
  let standIn: StandIn | undefined;
  beforeAll(async () => {
    standIn = await startStandIn({ cloud: await cloud(), ...props });
  });
  afterAll(() => standIn?.close());
  return () => {
    if (!standIn) throw new Error("got no stand-in; use it within a test");
    return standIn;
  };
}
