import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";

/**
 * Answers in place of every service of AWS until the test has ended.
 *
 * @param keyId of the job's own credentials
 */
export async function answerInPlaceOfAws(answer: RequestListener, keyId = "any"): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", keyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "any");
}
