import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The error's code, when it is one. */
  readonly error?: string;
}

/**
 * In front of moto: answers what moto lacks, and lets the rest through.
 *
 * @param answers by `operation` of Organizations or `path region` of AWS Backup; `undefined`: moto's own
 * @returns its address, and what was asked of it
 */
export async function standIn(moto: string, answers: (asked: string) => Answer | undefined) {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const question = questionOf(incoming);
    asked.push(question);
    const answer = answers(question);
    if (!answer) return pass(moto, incoming, outgoing);
    incoming.resume();
    outgoing.writeHead(answer.status, {
      "content-type": "application/json",
      ...(answer.error ? { "x-amzn-errortype": answer.error } : {}),
    });
    outgoing.end(
      JSON.stringify(answer.error ? { __type: answer.error, message: "no", ...(answer.body as object) } : answer.body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function questionOf({ headers, method, url }: IncomingMessage): string {
  const operation = headers["x-amz-target"];
  if (typeof operation === "string") return operation.split(".").at(-1) ?? "";
  const region = headers.authorization?.match(/Credential=[^/]+\/\d+\/([^/]+)\//)?.[1];
  return `${method} ${url} ${region}`;
}

function pass(moto: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  const onward = request(new URL(incoming.url ?? "/", moto), {
    method: incoming.method ?? "GET",
    headers: incoming.headers,
  });
  onward.on("response", (response) => {
    outgoing.writeHead(response.statusCode ?? 500, response.headers);
    response.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}
