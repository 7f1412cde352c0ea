import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";

/** An answer in the body's own notation: JSON or XML. */
export interface SmallAnswer {
  readonly status: number;
  readonly body: string;
}

/** What came with a question. */
export interface SmallQuestion {
  readonly action: string;
  readonly region: string;
  /** Of a form, by name; empty for other bodies. */
  readonly form: Readonly<Record<string, string>>;
  /** The access key that signed it. */
  readonly accessKeyId: string;
}

/**
 * As little of AWS as a test says, on this machine, which the environment leads to until the test ends. Whatever is not
 * said is denied.
 *
 * @param answers by action, such as `GetRole` or `GET /global-settings`
 * @returns what was asked so far
 */
export async function useSmallAws(
  answers: (action: string, question: SmallQuestion) => SmallAnswer | undefined,
): Promise<readonly string[]> {
  const asked: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const question = await questionOf(incoming);
    asked.push(question.action);
    const { status, body } = answers(question.action, question) ?? {
      status: 403,
      body: '{"__type":"AccessDeniedException"}',
    };
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

async function questionOf(incoming: IncomingMessage): Promise<SmallQuestion> {
  const target = incoming.headers["x-amz-target"];
  const body = (await incoming.toArray()).join("");
  const form = typeof target === "string" ? {} : Object.fromEntries(new URLSearchParams(body));
  // docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  const [, accessKeyId = "", region = ""] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(incoming.headers.authorization ?? "") ?? [];
  const action =
    typeof target === "string"
      ? (target.split(".").at(-1) ?? "")
      : (form["Action"] ?? `${incoming.method} ${incoming.url}`);
  return { action, region, form, accessKeyId };
}
