import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";

/** An answer in the body's own notation: JSON or XML. */
export interface SmallAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * As little of AWS as a test says, on this machine, which the environment leads to until the test ends. Whatever is not
 * said is denied.
 *
 * @param answers by action, such as `GetRole` or `GET /global-settings`
 * @returns what was asked so far
 */
export async function useSmallAws(answers: (action: string) => SmallAnswer | undefined): Promise<readonly string[]> {
  const asked: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const action = await actionOf(incoming);
    asked.push(action);
    const { status, body } = answers(action) ?? { status: 403, body: '{"__type":"AccessDeniedException"}' };
    outgoing.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test-key-of-nobody");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test-secret-of-nobody");
  return asked;
}

async function actionOf(incoming: IncomingMessage): Promise<string> {
  const target = incoming.headers["x-amz-target"];
  const body = (await incoming.toArray()).join("");
  if (typeof target === "string") return target.split(".").at(-1) ?? "";
  return new URLSearchParams(body).get("Action") ?? `${incoming.method} ${incoming.url}`;
}
