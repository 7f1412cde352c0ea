import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** An S3 without any object, that takes none. @returns its address */
export async function refusingServer(): Promise<string> {
  const server = createServer((request, response) => {
    const isList = request.url?.includes("list-type=2");
    const isObject = request.method === "GET" || request.method === "HEAD";
    response.writeHead(isList ? 200 : isObject ? 404 : 403, { "content-type": "application/xml", connection: "close" });
    response.end(isList ? none : code(isObject ? "NoSuchKey" : "AccessDenied"));
  });
  await new Promise<void>((started) => server.listen(0, "127.0.0.1", started));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const none = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></ListBucketResult>';
const code = (name: string) => `<Error><Code>${name}</Code><Message>${name}</Message></Error>`;
