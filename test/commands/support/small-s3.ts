import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";

const xml = (key: string) => `<Contents><Key>${key}</Key></Contents>`;

/**
 * A bucket on this machine, which the environment leads to until the test ends; `before` is what it holds.
 *
 * @returns what it holds by now
 */
export async function useSmallS3(before: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
  const objects = new Map(Object.entries(before));
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "", "http://127.0.0.1");
    const prefix = url.searchParams.get("prefix");
    const key = decodeURIComponent(url.pathname).split("/").slice(2).join("/");
    if (incoming.method === "PUT") {
      objects.set(key, (await incoming.toArray()).join(""));
      outgoing.end();
    } else if (prefix !== null) {
      const keys = [...objects.keys()].filter((each) => each.startsWith(prefix));
      outgoing.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${keys.map(xml).join("")}</ListBucketResult>`);
    } else if (!objects.has(key)) {
      outgoing.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    } else {
      outgoing.end(objects.get(key));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test-key-of-nobody");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test-secret-of-nobody");
  return objects;
}
